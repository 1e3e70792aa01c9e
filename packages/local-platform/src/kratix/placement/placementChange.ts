import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { StateStoreChange } from '../../git/stateStoreWriter';
import { DestinationSpec } from '../model/destination';
import { Workload } from '../model/work';
import { decompressContent } from './content';
import {
  PlacedWork,
  canaryPaths,
  joinRepositoryPath,
  nestedDirectory,
  safeWorkloadPath,
  stateFilePath,
} from './paths';

/** What a placement's change of a repository depends on. */
export interface PlacementWrite {
  /** The path of the state store. */
  storePath: string;
  destination: DestinationSpec;
  work: PlacedWork;
  workloads: readonly Workload[];
  /** What the state file lists, in the mode `none`. */
  previousFiles: readonly string[];
  /** The workloads of all live placements of the Destination, in order, in the mode `aggregatedYAML`. */
  aggregated: readonly Workload[];
}

const stateFileSchema = z.object({ files: z.array(z.string()).nullish() });

/** The files that a state file lists: paths that begin with the Destination's. */
export function readStateFile(content: Uint8Array | undefined): string[] {
  if (!content) {
    return [];
  }
  const parsed: unknown = parse(Buffer.from(content).toString('utf8'));
  return stateFileSchema.parse(parsed ?? {}).files ?? [];
}

export function aggregatedPath(
  storePath: string,
  destination: DestinationSpec,
): string {
  return joinRepositoryPath(
    storePath,
    destination.path,
    destination.filepath.filename || 'aggregated.yaml',
  );
}

function aggregate(workloads: readonly Workload[]): Uint8Array {
  return Buffer.from(
    workloads
      .map(item =>
        Buffer.from(decompressContent(item.content)).toString('utf8'),
      )
      .join('\n---\n'),
  );
}

function filesOf(write: PlacementWrite, directory: string) {
  return write.workloads.map(workload => ({
    path: joinRepositoryPath(directory, safeWorkloadPath(workload.filepath)),
    content: decompressContent(workload.content),
  }));
}

/** A listed file as a path in the repository; one that would leave the Destination counts as below it. */
function listedPath(write: PlacementWrite, file: string): string {
  const root = joinRepositoryPath(write.destination.path);
  const listed = joinRepositoryPath(file);
  const isBelow = root === '' || listed.startsWith(`${root}/`);
  return joinRepositoryPath(
    write.storePath,
    isBelow ? listed : `${root}/${listed}`,
  );
}

function staysBelow(root: string, file: string): boolean {
  return root === '' || file.startsWith(`${root}/`);
}

/** The commit that brings a placement's files into its repository. */
export function updateChange(write: PlacementWrite): StateStoreChange {
  const { storePath, destination, work } = write;
  const message = `Update from: ${work.name}`;
  const root = joinRepositoryPath(storePath, destination.path);
  switch (destination.filepath.mode) {
    case 'aggregatedYAML':
      return {
        message,
        files: [
          {
            path: aggregatedPath(storePath, destination),
            content: aggregate(write.aggregated),
          },
        ],
      };
    case 'none': {
      const files = filesOf(write, root);
      const written = new Set(files.map(file => file.path));
      return {
        message,
        removeFiles: write.previousFiles
          .map(file => listedPath(write, file))
          .filter(file => !written.has(file) && staysBelow(root, file)),
        files: [
          {
            path: joinRepositoryPath(root, stateFilePath(work)),
            content: Buffer.from(
              stringify({
                files: write.workloads.map(workload =>
                  joinRepositoryPath(destination.path, workload.filepath),
                ),
              }),
            ),
          },
          ...files,
        ],
      };
    }
    default: {
      const directory = joinRepositoryPath(root, nestedDirectory(work));
      return {
        message,
        removeDirs: [directory],
        files: filesOf(write, directory),
      };
    }
  }
}

/** The commit that takes a placement's files out of its repository. */
export function deleteChange(write: PlacementWrite): StateStoreChange {
  const { storePath, destination, work } = write;
  const message = `Delete from: ${work.name}`;
  const root = joinRepositoryPath(storePath, destination.path);
  switch (destination.filepath.mode) {
    case 'aggregatedYAML':
      return write.aggregated.length > 0
        ? updateChange(write)
        : { message, removeFiles: [aggregatedPath(storePath, destination)] };
    case 'none':
      return {
        message,
        removeFiles: [
          ...write.previousFiles
            .map(file => listedPath(write, file))
            .filter(file => staysBelow(root, file)),
          joinRepositoryPath(root, stateFilePath(work)),
        ],
      };
    default:
      return {
        message,
        removeDirs: [joinRepositoryPath(root, nestedDirectory(work))],
      };
  }
}

const CANARY_NAMESPACE = {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'kratix-worker-system' },
};

const CANARY_CONFIG_MAP = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'kratix-info', namespace: 'kratix-worker-system' },
  data: {
    canary:
      'this confirms your infrastructure is reading from Kratix state stores',
  },
};

/** The commit that writes, or removes, the two documents by which a Destination proves to be reachable. */
export function canaryChange(
  storePath: string,
  destination: DestinationSpec,
  present: boolean,
): StateStoreChange {
  const paths = canaryPaths(destination.filepath.mode);
  const root = joinRepositoryPath(storePath, destination.path);
  const files = [
    {
      path: joinRepositoryPath(root, paths.namespace),
      content: Buffer.from(stringify(CANARY_NAMESPACE)),
    },
    {
      path: joinRepositoryPath(root, paths.configMap),
      content: Buffer.from(stringify(CANARY_CONFIG_MAP)),
    },
  ];
  return present
    ? { message: 'Update from: kratix-canary', files }
    : {
        message: 'Delete from: kratix-canary',
        removeFiles: files.map(file => file.path),
      };
}
