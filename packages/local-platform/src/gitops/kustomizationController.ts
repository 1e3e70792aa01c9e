import { z } from 'zod';
import { KubeObject } from '../kube';
import { parseGoDuration } from '../kratix/duration';
import {
  finalizersOf,
  generationOf,
  isBeingDeleted,
  statusOf,
  withFinalizers,
  withoutFinalizer,
} from '../kratix/model/objects';
import { storeStatus } from '../kratix/runtime/context';
import { Controller, keyOf, ObjectKey } from '../kratix/runtime/controller';
import { EventRecorder } from '../kratix/runtime/eventRecorder';
import { ReconcileResult } from '../kratix/runtime/workQueue';
import { generationChanges } from '../kratix/controllers/generationChanges';
import { applicableKinds } from './applicableKinds';
import { applySet, Owner, prune } from './applySet';
import {
  FINALIZER,
  GIT_REPOSITORIES,
  KUSTOMIZATIONS,
  shaOf,
} from './fluxTypes';
import { GitOpsContext } from './GitOpsContext';
import { addressOf } from './gitRepositoryController';
import { InventoryEntry } from './inventory';
import { readManifests } from './readManifests';
import { NotReadyError, readyStatus } from './readyStatus';

const LIMITS = { files: 10_000, bytes: 64 * 1024 * 1024 };

const specSchema = z.object({
  interval: z.string(),
  retryInterval: z.string().optional(),
  path: z.string().default('./'),
  prune: z.boolean(),
  suspend: z.boolean().default(false),
  sourceRef: z.object({ name: z.string(), namespace: z.string().optional() }),
});
const inventorySchema = z.object({
  entries: z.array(z.object({ id: z.string(), v: z.string() })).default([]),
});
const artifactSchema = z.object({ revision: z.string() });

/** What was applied last, so that a commit elsewhere in the repository costs no apply. */
interface Applied {
  tree: string | undefined;
  generation: number;
  /** ms since 1970 */
  at: number;
}

function inventoryOf(object: KubeObject): InventoryEntry[] {
  const parsed = inventorySchema.safeParse(statusOf(object).inventory);
  return parsed.success ? parsed.data.entries : [];
}

function ownerOf({ metadata }: KubeObject): Owner {
  return { name: metadata.name, namespace: metadata.namespace ?? '' };
}

/** `./a/b/` and `a/b` are the same directory; `.` is the root. */
function directoryOf(path: string): string {
  return path.replace(/^(\.?\/)+/, '').replace(/\/+$/, '') || '.';
}

/** Applies what GitRepositories hold to the platform, and prunes what left them, as Kustomizations ask. */
export function kustomizationController({
  client,
  writer,
  logger,
  maxBackoffMs,
}: GitOpsContext): Controller {
  const recorder = new EventRecorder(client, 'kustomize-controller', logger);
  const applied = new Map<string, Applied>();

  const readTree = async (object: KubeObject) => {
    const { path, sourceRef } = specSchema.parse(object.spec);
    const namespace = sourceRef.namespace ?? object.metadata.namespace;
    const source = await client.get(
      GIT_REPOSITORIES,
      sourceRef.name,
      namespace,
    );
    if (!source) {
      throw new NotReadyError(
        'ArtifactFailed',
        `GitRepository.source.toolkit.fluxcd.io "${sourceRef.name}" not found in namespace ${namespace}`,
      );
    }
    const artifact = artifactSchema.safeParse(statusOf(source).artifact);
    const sha = artifact.success ? shaOf(artifact.data.revision) : undefined;
    if (!artifact.success || !sha) {
      throw new NotReadyError(
        'ArtifactFailed',
        `Source artifact not found: GitRepository ${namespace}/${sourceRef.name} is not ready`,
      );
    }
    const address = await addressOf(client, source);
    const directory = directoryOf(path);
    const tree = await writer
      .tree(address, sha, directory)
      .catch(error =>
        Promise.reject(new NotReadyError('ArtifactFailed', error)),
      );
    return { revision: artifact.data.revision, address, directory, tree };
  };

  const applyTree = async (
    object: KubeObject,
    { address, directory, tree }: Awaited<ReturnType<typeof readTree>>,
  ): Promise<InventoryEntry[]> => {
    if (!tree) {
      throw new NotReadyError(
        'ArtifactFailed',
        `kustomization path not found: there is no ${directory} in the repository`,
      );
    }
    const objects = await writer
      .files(address, tree, /\.ya?ml$/, LIMITS)
      .then(readManifests)
      .catch(error => Promise.reject(new NotReadyError('BuildFailed', error)));
    const findKind = await applicableKinds(client);
    const owner = ownerOf(object);
    const entries = await applySet(client, objects, owner, findKind).catch(
      error => Promise.reject(new NotReadyError('ReconciliationFailed', error)),
    );
    if (specSchema.parse(object.spec).prune) {
      await prune(client, inventoryOf(object), entries, owner, findKind).catch(
        error => Promise.reject(new NotReadyError('PruneFailed', error)),
      );
    }
    return entries;
  };

  const remove = async (object: KubeObject): Promise<void> => {
    applied.delete(object.metadata.uid ?? '');
    if (!finalizersOf(object).includes(FINALIZER)) {
      return;
    }
    const spec = specSchema.parse(object.spec);
    if (spec.prune && !spec.suspend) {
      const findKind = await applicableKinds(client);
      await prune(client, inventoryOf(object), [], ownerOf(object), findKind);
    }
    await client.update(KUSTOMIZATIONS, withoutFinalizer(object, FINALIZER));
  };

  const reconcile = async (key: ObjectKey): Promise<ReconcileResult | void> => {
    let object = await client.get(KUSTOMIZATIONS, key.name, key.namespace);
    if (!object) {
      return undefined;
    }
    if (isBeingDeleted(object)) {
      return remove(object);
    }
    const spec = specSchema.parse(object.spec);
    if (spec.suspend) {
      return undefined;
    }
    if (!finalizersOf(object).includes(FINALIZER)) {
      object = await client.update(
        KUSTOMIZATIONS,
        withFinalizers(object, [...finalizersOf(object), FINALIZER]),
      );
    }
    const uid = object.metadata.uid ?? '';
    const interval = parseGoDuration(spec.interval);
    let revision: string | undefined;
    try {
      const source = await readTree(object);
      revision = source.revision;
      const last = applied.get(uid);
      const isSame =
        last?.tree === source.tree &&
        last?.generation === generationOf(object) &&
        Date.now() - last.at < interval;
      const entries = isSame
        ? inventoryOf(object)
        : await applyTree(object, source);
      if (!isSame) {
        applied.set(uid, {
          tree: source.tree,
          generation: generationOf(object),
          at: Date.now(),
        });
      }
      await storeStatus(
        client,
        KUSTOMIZATIONS,
        object,
        readyStatus(
          object,
          {
            ready: true,
            reason: 'ReconciliationSucceeded',
            message: `Applied revision: ${revision}`,
          },
          {
            inventory: { entries },
            lastAppliedRevision: revision,
            lastAttemptedRevision: revision,
          },
        ),
      );
      return { requeueAfter: interval };
    } catch (error) {
      applied.delete(uid);
      if (!(error instanceof NotReadyError)) {
        throw error;
      }
      const { reason, message } = error;
      const status = readyStatus(
        object,
        { ready: false, reason, message },
        revision ? { lastAttemptedRevision: revision } : {},
      );
      if (await storeStatus(client, KUSTOMIZATIONS, object, status)) {
        await recorder.warning(object, reason, message);
      }
      return {
        requeueAfter: parseGoDuration(spec.retryInterval ?? spec.interval),
      };
    }
  };

  return new Controller({
    name: 'Kustomization',
    client,
    logger,
    // One after another: what two would apply together has no order otherwise.
    concurrency: 1,
    maxBackoff: maxBackoffMs,
    reconcile,
    watches: [
      generationChanges(KUSTOMIZATIONS),
      {
        type: GIT_REPOSITORIES,
        map: async ({ object: source }) => {
          const all = await client.list(KUSTOMIZATIONS);
          return all
            .filter(one => {
              const { sourceRef } = specSchema.parse(one.spec);
              return (
                sourceRef.name === source.metadata.name &&
                (sourceRef.namespace ?? one.metadata.namespace) ===
                  source.metadata.namespace
              );
            })
            .map(keyOf);
        },
      },
    ],
  });
}
