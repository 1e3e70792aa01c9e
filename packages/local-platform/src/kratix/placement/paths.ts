import { InvalidInputError } from '../errors';
import path from 'node:path';
import { shortId } from '../names';

/** What of a WorkPlacement decides where its files lie. */
export interface PlacedWork {
  namespace: string;
  name: string;
  promiseName: string;
  /** Empty for what belongs to the Promise itself. */
  resourceName: string;
  /** Empty for static dependencies. */
  pipelineName: string;
  /** Full id of the workload group. */
  groupId: string;
}

/** Joins path segments below a repository's root; a leading slash says nothing there. */
export function joinRepositoryPath(...segments: string[]): string {
  const joined = path.posix.join(...segments.filter(segment => segment));
  return joined.replace(/^\/+/, '').replace(/\/+$/, '').replace(/^\.$/, '');
}

/** The directory of a placement in the mode `nestedByMetadata`, relative to the Destination's path. */
export function nestedDirectory(work: PlacedWork): string {
  return work.resourceName
    ? joinRepositoryPath(
        'resources',
        work.namespace,
        work.promiseName,
        work.resourceName,
        work.pipelineName,
        shortId(work.groupId),
      )
    : joinRepositoryPath(
        'dependencies',
        work.promiseName,
        work.pipelineName,
        shortId(work.groupId),
      );
}

/** Where Kratix notes the files of a placement in the mode `none`, relative to the Destination's path. */
export function stateFilePath(work: PlacedWork): string {
  return `.kratix/${work.namespace}-${work.name}.yaml`;
}

/** Where the canaries of a Destination lie, relative to its path. */
export function canaryPaths(mode: string): {
  namespace: string;
  configMap: string;
} {
  const nested = mode === 'nestedByMetadata';
  return {
    namespace: joinRepositoryPath(
      nested ? 'dependencies' : '',
      'kratix-canary-namespace.yaml',
    ),
    configMap: joinRepositoryPath(
      nested ? 'resources' : '',
      'kratix-canary-configmap.yaml',
    ),
  };
}

/**
 * A workload's path, checked: relative, below the directory it is written to, and not in Git's own.
 *
 * @throws InvalidInputError naming the path
 */
export function safeWorkloadPath(filepath: string): string {
  const segments = filepath.split('/');
  if (
    filepath === '' ||
    filepath.startsWith('/') ||
    /[\0\\]/.test(filepath) ||
    segments.some(
      segment =>
        segment === '' ||
        segment === '.' ||
        segment === '..' ||
        segment.toLowerCase() === '.git',
    )
  ) {
    throw new InvalidInputError(
      `workload ${JSON.stringify(
        filepath.slice(0, 200),
      )} is refused: its path must be relative and stay inside its directory`,
    );
  }
  return filepath;
}
