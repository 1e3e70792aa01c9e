import {
  DestinationSummary,
  placementPath,
  StateStoreSummary,
} from 'backstage-plugin-kratix-common';
import { details } from '../__testUtils__/samples';

const { ref, placements } = details();
const destination: DestinationSummary = {
  platform: 'local',
  name: 'catalog',
  labels: {},
  path: '/catalog/./',
  filepathMode: 'nestedByMetadata',
  strictMatchLabels: false,
  placements: { total: 1, written: 1, failing: 0 },
};
const store: StateStoreSummary = {
  platform: 'local',
  kind: 'GitStateStore',
  name: 'default',
  path: 'stores',
  destinations: ['catalog'],
};
const placement = {
  ...placements[0],
  workloadGroupId: '5058f1af8388633f609cadb75a75dc9d',
};

const folderOf = (
  change: Partial<DestinationSummary>,
  which: Partial<typeof placement> = {},
) =>
  placementPath({
    request: ref,
    placement: { ...placement, ...which },
    destination: { ...destination, ...change },
    store,
  });

describe('placementPath', () => {
  it('follows the layout of the Destination', () => {
    expect(folderOf({})).toBe(
      'stores/catalog/resources/default/team/payments/configure/5058f',
    );
    expect(folderOf({ filepathMode: 'none' })).toBe('stores/catalog');
    expect(folderOf({ filepathMode: 'aggregatedYAML' })).toBeUndefined();
  });

  it('is unknown where the Pipeline or the group of files is', () => {
    expect(folderOf({}, { pipeline: undefined })).toBeUndefined();
    expect(folderOf({}, { workloadGroupId: undefined })).toBeUndefined();
  });
});
