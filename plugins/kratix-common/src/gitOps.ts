import { z } from 'zod';
import {
  findCondition,
  KubeObject,
  lenientArray,
  optionalString,
  readConditions,
} from './kube';
import { joinPath } from './placementFolder';

/** A folder of a Git repository that an agent applies. @public */
export interface GitOpsSource {
  /** Address of the repository; absent where another object names it. */
  url?: string;
  branch?: string;
  /** Without slashes at its ends; empty for the whole repository. */
  path: string;
}

/** What a GitOps agent (Flux, Argo CD) applies, and how it is doing. @public */
export interface GitOpsAgent {
  /** For example `Kustomization flux-system/worker`. */
  name: string;
  sources: GitOpsSource[];
  /** Flux: key of the GitRepository that names the repository, `namespace/name`. */
  repository?: string;
  state: 'applied' | 'pending' | 'failed' | 'unknown';
  /** The commit that it has applied. */
  revision?: string;
  message?: string;
  /** When that last changed, RFC 3339. */
  time?: string;
}

/** A repository as Flux knows it. @public */
export interface GitOpsRepository {
  /** `namespace/name` */
  key: string;
  url: string;
  branch?: string;
  /** Why it cannot be fetched. */
  error?: string;
}

const COMMIT = /[0-9a-f]{40,64}$/;

/** Flux writes `main@sha1:<commit>` or, before 2023, `main/<commit>`. */
const commitOf = (revision?: string) => revision?.match(COMMIT)?.[0];

const FLUX_STATES = {
  True: 'applied',
  False: 'failed',
  Unknown: 'pending',
} as const;

const fluxStatusSchema = z
  .object({
    conditions: z.unknown(),
    lastAppliedRevision: optionalString,
    observedGeneration: z.number().optional().catch(undefined),
  })
  .catch({});

/** Reads a Kustomization of Flux; undefined where its source is no GitRepository. @public */
export function readKustomization(object: KubeObject): GitOpsAgent | undefined {
  const spec = z
    .object({
      path: z.string().catch(''),
      sourceRef: z.object({
        kind: z.literal('GitRepository'),
        name: z.string(),
        namespace: optionalString,
      }),
    })
    .safeParse(object.spec);
  if (!spec.success) {
    return undefined;
  }
  const { path, sourceRef } = spec.data;
  const { name, namespace = 'default', generation } = object.metadata;
  const status = fluxStatusSchema.parse(object.status);
  const ready = findCondition(readConditions(status.conditions), 'Ready');
  const isCurrent =
    status.observedGeneration === undefined ||
    status.observedGeneration === generation;
  const judged = isCurrent ? ready?.status : 'Unknown';
  return {
    name: `Kustomization ${namespace}/${name}`,
    sources: [{ path: joinPath(path) }],
    repository: `${sourceRef.namespace || namespace}/${sourceRef.name}`,
    state: judged === undefined ? 'pending' : FLUX_STATES[judged],
    revision: commitOf(status.lastAppliedRevision),
    message: ready?.message,
    time: ready?.lastTransitionTime,
  };
}

/** Reads a GitRepository of Flux. The Secret that it may name is left out. @public */
export function readGitRepository(
  object: KubeObject,
): GitOpsRepository | undefined {
  const spec = z
    .object({
      url: z.string(),
      ref: z.object({ branch: optionalString }).catch({}),
    })
    .safeParse({
      ref: {},
      ...z.record(z.unknown()).catch({}).parse(object.spec),
    });
  if (!spec.success) {
    return undefined;
  }
  const { name, namespace = 'default' } = object.metadata;
  const { conditions } = fluxStatusSchema.parse(object.status);
  const ready = findCondition(readConditions(conditions), 'Ready');
  return {
    key: `${namespace}/${name}`,
    url: spec.data.url,
    branch: spec.data.ref.branch,
    error:
      ready?.status === 'False' ? ready.message ?? ready.reason : undefined,
  };
}

const argoSourceSchema = z.object({
  repoURL: z.string(),
  path: z.string(),
  targetRevision: optionalString,
});

/** Reads an Application of Argo CD; undefined where it applies no folder of a repository. @public */
export function readApplication(object: KubeObject): GitOpsAgent | undefined {
  const { spec, status } = z
    .object({
      spec: z
        .object({
          source: argoSourceSchema.optional().catch(undefined),
          sources: lenientArray(argoSourceSchema),
        })
        .catch({ sources: [] }),
      status: z
        .object({
          sync: z
            .object({ status: optionalString, revision: optionalString })
            .catch({}),
          operationState: z
            .object({
              phase: optionalString,
              message: optionalString,
              finishedAt: optionalString,
            })
            .catch({}),
          conditions: lenientArray(
            z.object({ type: z.string(), message: z.string() }),
          ),
        })
        .catch({ sync: {}, operationState: {}, conditions: [] }),
    })
    .parse({ spec: {}, status: {}, ...object });
  const sources = spec.sources.length
    ? spec.sources
    : [spec.source].flatMap(source => source ?? []);
  if (!sources.length) {
    return undefined;
  }
  const { sync, operationState, conditions } = status;
  const fault = conditions.find(({ type }) => type.endsWith('Error'));
  const hasFailed =
    fault || ['Failed', 'Error'].includes(operationState.phase ?? '');
  const { name, namespace = 'default' } = object.metadata;
  return {
    name: `Application ${namespace}/${name}`,
    sources: sources.map(({ repoURL, path, targetRevision }) => ({
      url: repoURL,
      branch: targetRevision === 'HEAD' ? undefined : targetRevision,
      path: joinPath(path),
    })),
    state: argoState(sync.status, Boolean(hasFailed)),
    revision: commitOf(sync.revision),
    message: fault?.message ?? operationState.message,
    time: operationState.finishedAt,
  };
}

function argoState(
  sync: string | undefined,
  hasFailed: boolean,
): GitOpsAgent['state'] {
  if (hasFailed) {
    return 'failed';
  }
  switch (sync) {
    case 'Synced':
      return 'applied';
    case 'OutOfSync':
      return 'pending';
    default:
      return 'unknown';
  }
}

/** One spelling of the addresses under which a repository is reached. */
function repositoryName(url: string): string {
  return url
    .trim()
    .replace(/^[a-z+]+:\/\//i, '')
    .replace(/^[^/@]*@/, '')
    .replace(/:(?!\d+\/)/, '/')
    .replace(/:\d+\//, '/')
    .replace(/(\.git)?\/*$/i, '')
    .toLowerCase();
}

/**
 * Whether an agent applies what lies in a folder of a repository.
 *
 * @param repositories - that Flux knows, by their keys
 * @public
 */
export function appliesFolder(
  agent: GitOpsAgent,
  folder: { url: string; branch: string; path: string },
  repositories: Map<string, GitOpsRepository>,
): boolean {
  const repository =
    agent.repository === undefined
      ? undefined
      : repositories.get(agent.repository);
  return agent.sources.some(source => {
    const url = source.url ?? repository?.url;
    const branch = source.branch ?? repository?.branch;
    return (
      url !== undefined &&
      repositoryName(url) === repositoryName(folder.url) &&
      (branch === undefined || branch === folder.branch) &&
      (source.path === '' || `${folder.path}/`.startsWith(`${source.path}/`))
    );
  });
}

/**
 * How an agent stands to something that was written. That it is at another commit does not say whether
 * that one is older: other placements are written to the same repository.
 *
 * @param holds - whether a commit holds what was written; undefined where that is not known
 * @public
 */
export function judgeApplied(
  agent: GitOpsAgent,
  holds: (commit: string) => boolean | undefined,
): GitOpsAgent['state'] {
  if (agent.state !== 'applied' || agent.revision === undefined) {
    return agent.state === 'applied' ? 'unknown' : agent.state;
  }
  switch (holds(agent.revision)) {
    case true:
      return 'applied';
    case false:
      return 'pending';
    default:
      return 'unknown';
  }
}
