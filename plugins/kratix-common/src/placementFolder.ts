import { KratixDestination, KratixStateStore } from './placement';

/** Joins parts of a path; slashes at their ends and `.` do not count. */
export function joinPath(...parts: string[]): string {
  return parts
    .flatMap(part => part.split('/'))
    .filter(part => part && part !== '.')
    .join('/');
}

/**
 * The folder of a state store that holds the files of a request's placement, as Kratix lays them out:
 * files lie there under their own paths.
 *
 * @returns undefined where all files of a Destination are put into one, or where it cannot be told
 * @public
 */
export function placementPath(options: {
  placement: {
    namespace: string;
    pipeline?: string;
    workloadGroupId?: string;
  };
  request: { promise: string; name: string };
  destination: Pick<KratixDestination, 'path' | 'filepathMode'>;
  store: Pick<KratixStateStore, 'path'>;
}): string | undefined {
  const { request, placement, destination, store } = options;
  const root = joinPath(store.path, destination.path);
  switch (destination.filepathMode) {
    case 'none':
      return root;
    case 'nestedByMetadata':
      return placement.pipeline && placement.workloadGroupId
        ? joinPath(
            root,
            'resources',
            placement.namespace,
            request.promise,
            request.name,
            placement.pipeline,
            placement.workloadGroupId.slice(0, 5),
          )
        : undefined;
    default:
      return undefined;
  }
}
