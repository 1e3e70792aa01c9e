import { z } from 'zod';
import { GitStateStoreAddress } from '../git';
import { KubeClient, KubeObject } from '../kube';
import { parseGoDuration } from '../kratix/duration';
import { isJsonObject } from '../kratix/json';
import { isBeingDeleted, statusOf } from '../kratix/model/objects';
import { resourceTypes } from '../kratix/resourceTypes';
import { storeStatus } from '../kratix/runtime/context';
import { Controller, ObjectKey } from '../kratix/runtime/controller';
import { EventRecorder } from '../kratix/runtime/eventRecorder';
import { ReconcileResult } from '../kratix/runtime/workQueue';
import { generationChanges } from '../kratix/controllers/generationChanges';
import { timestamp } from '../kratix/conditions';
import { GIT_REPOSITORIES, revisionOf } from './fluxTypes';
import { GitOpsContext } from './GitOpsContext';
import { NotReadyError, readyStatus } from './readyStatus';

const specSchema = z.object({
  url: z.string(),
  interval: z.string(),
  ref: z.object({ branch: z.string().default('master') }).default({}),
  secretRef: z.object({ name: z.string() }).optional(),
  suspend: z.boolean().default(false),
});
const secretSchema = z.object({ username: z.string(), password: z.string() });

function text(base64: string): string {
  return Buffer.from(base64, 'base64').toString('utf8');
}

/** What a GitRepository reads, its Secret included. @throws NotReadyError when the Secret is not as it must be */
export async function addressOf(
  client: KubeClient,
  object: KubeObject,
): Promise<GitStateStoreAddress> {
  const { url, ref, secretRef } = specSchema.parse(object.spec);
  let credentials: GitStateStoreAddress['credentials'];
  if (secretRef) {
    const { namespace } = object.metadata;
    const secret = await client.get(
      resourceTypes.secrets,
      secretRef.name,
      namespace,
    );
    const data = secretSchema.safeParse(secret?.data);
    if (!data.success) {
      throw new NotReadyError(
        'AuthenticationFailed',
        `failed to get secret '${namespace}/${secretRef.name}' with username and password`,
      );
    }
    const { username, password } = data.data;
    credentials = {
      method: 'basicAuth',
      username: text(username),
      password: text(password),
    };
  }
  return {
    url,
    branch: ref.branch,
    credentials,
    author: { name: 'flux', email: '' },
  };
}

/**
 * Keeps the newest commit of GitRepositories in their status, at their interval and when told of a push.
 *
 * @param hinted - namespace/name of those whose repository was pushed to. Most pushes are the platform's own, and known
 *   already; the remote is asked a moment later, once for all that came meanwhile
 */
export function gitRepositoryController(
  { client, writer, logger, recheckMs, maxBackoffMs }: GitOpsContext,
  hinted: Set<string>,
): Controller {
  const recorder = new EventRecorder(client, 'source-controller', logger);
  const unsure = new Set<string>();

  const reconcile = async (key: ObjectKey): Promise<ReconcileResult | void> => {
    const object = await client.get(GIT_REPOSITORIES, key.name, key.namespace);
    if (!object || isBeingDeleted(object)) {
      return undefined;
    }
    const spec = specSchema.parse(object.spec);
    if (spec.suspend) {
      return undefined;
    }
    const id = `${key.namespace}/${key.name}`;
    const isHinted = hinted.delete(id);
    const fresh = !isHinted && unsure.delete(id);
    if (isHinted) {
      unsure.add(id);
    }
    try {
      const address = await addressOf(client, object);
      const sha = await writer.latest(address, fresh).catch(error => {
        throw new NotReadyError('GitOperationFailed', error);
      });
      if (!sha) {
        throw new NotReadyError(
          'GitOperationFailed',
          `failed to checkout and determine revision: there is no branch ${address.branch} in ${spec.url}`,
        );
      }
      const revision = revisionOf(address.branch, sha);
      const { artifact } = statusOf(object);
      const isSame = isJsonObject(artifact) && artifact.revision === revision;
      await storeStatus(
        client,
        GIT_REPOSITORIES,
        object,
        readyStatus(
          object,
          {
            ready: true,
            reason: 'Succeeded',
            message: `stored artifact for revision '${revision}'`,
          },
          {
            artifact: isSame
              ? artifact
              : { revision, lastUpdateTime: timestamp(new Date()) },
          },
        ),
      );
    } catch (error) {
      if (!(error instanceof NotReadyError)) {
        throw error;
      }
      const { reason, message } = error;
      const status = readyStatus(object, { ready: false, reason, message }, {});
      if (await storeStatus(client, GIT_REPOSITORIES, object, status)) {
        await recorder.warning(object, reason, message);
      }
    }
    return {
      requeueAfter: isHinted ? recheckMs : parseGoDuration(spec.interval),
    };
  };

  return new Controller({
    name: 'GitRepository',
    client,
    logger,
    maxBackoff: maxBackoffMs,
    reconcile,
    watches: [generationChanges(GIT_REPOSITORIES)],
  });
}
