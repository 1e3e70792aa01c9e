import { destination, stateStore } from '../__testUtils__/samples';
import {
  arrangeDestinations,
  arrangeStores,
  readDestinationQuery,
  writeDestinationQuery,
} from './destinationQuery';

const destinations = [
  destination({ name: 'alpha' }),
  destination({ name: 'beta', ready: false }),
  destination({
    name: 'gamma',
    platform: 'prod',
    labels: { region: 'eu' },
    placements: { total: 2, written: 1, failing: 1 },
  }),
];
const stores = [
  stateStore({ name: 'git', destinations: ['alpha'] }),
  stateStore({ name: 'bucket', destinations: ['gamma'] }),
];

describe('Destinations by address', () => {
  it.each([
    ['', ['beta', 'gamma', 'alpha'], ['bucket', 'git']],
    ['q=REGION%3Deu', ['gamma'], []],
    ['q=gamma', ['gamma'], ['bucket']],
    ['platform=prod', ['gamma'], []],
    ['state=troubled', ['beta', 'gamma'], []],
  ])('%s', (address, expected, expectedStores) => {
    const query = readDestinationQuery(new URLSearchParams(address));
    expect(arrangeDestinations(destinations, query).map(d => d.name)).toEqual(
      expected,
    );
    expect(arrangeStores(stores, query).map(s => s.name)).toEqual(
      expectedStores,
    );
    expect(writeDestinationQuery(query).toString()).toBe(address);
  });
});
