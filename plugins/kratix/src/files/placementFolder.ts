import {
  DestinationSummary,
  PlacementSummary,
  RequestRef,
  StateStoreSummary,
} from 'backstage-plugin-kratix-common';

const join = (...parts: string[]) =>
  parts
    .flatMap(part => part.split('/'))
    .filter(part => part && part !== '.')
    .join('/');

/**
 * The folder of a state store that holds the files of a placement, as Kratix lays them out. Undefined
 * where all files of a Destination are put into one, or where it cannot be told.
 */
export function placementFolder(options: {
  request: RequestRef;
  placement: PlacementSummary;
  destination: DestinationSummary;
  store: StateStoreSummary;
}): string | undefined {
  const { request, placement, destination, store } = options;
  const root = join(store.path, destination.path);
  switch (destination.filepathMode) {
    case 'none':
      return root;
    case 'nestedByMetadata':
      return placement.pipeline && placement.workloadGroupId
        ? join(
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
