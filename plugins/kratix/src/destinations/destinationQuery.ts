import {
  DestinationSummary,
  StateStoreSummary,
} from 'backstage-plugin-kratix-common';
import { placeState } from './placeState';

/** What of the page is shown, as it is kept in its address. */
export interface DestinationQuery {
  /** Words to search for, as typed. */
  q: string;
  platform?: string;
  /** Only what somebody has to look at. */
  troubled: boolean;
}

export function readDestinationQuery(
  params: URLSearchParams,
): DestinationQuery {
  return {
    q: params.get('q') ?? '',
    platform: params.get('platform') || undefined,
    troubled: params.get('state') === 'troubled',
  };
}

export function writeDestinationQuery(
  query: DestinationQuery,
): URLSearchParams {
  return new URLSearchParams({
    ...(query.q && { q: query.q }),
    ...(query.platform && { platform: query.platform }),
    ...(query.troubled && { state: 'troubled' }),
  });
}

export const isFiltered = ({ q, platform, troubled }: DestinationQuery) =>
  !!(q.trim() || platform || troubled);

function matches(words: (string | undefined)[], q: string): boolean {
  const haystack = words.join(' ').toLocaleLowerCase('en-US');
  return q
    .toLocaleLowerCase('en-US')
    .split(/\s+/)
    .every(word => haystack.includes(word));
}

/** Troubled ones first, then by name. */
function arranged<T extends { platform: string; name: string }>(
  items: T[],
  query: DestinationQuery,
  tell: (item: T) => { words: (string | undefined)[]; troubled: boolean },
): T[] {
  return items
    .map(item => ({ item, ...tell(item) }))
    .filter(
      ({ item, words, troubled }) =>
        (!query.platform || item.platform === query.platform) &&
        (!query.troubled || troubled) &&
        matches([item.name, ...words], query.q),
    )
    .sort(
      (a, b) =>
        Number(b.troubled) - Number(a.troubled) ||
        a.item.name.localeCompare(b.item.name) ||
        a.item.platform.localeCompare(b.item.platform),
    )
    .map(({ item }) => item);
}

/** The Destinations that a query asks for. */
export const arrangeDestinations = (
  items: DestinationSummary[],
  query: DestinationQuery,
) =>
  arranged(items, query, ({ labels, stateStore, ready, placements }) => ({
    words: [
      stateStore?.name,
      ...Object.entries(labels).map(([key, value]) => `${key}=${value}`),
    ],
    troubled:
      placeState({ ready, failing: placements.failing }).tone !== 'success',
  }));

/** The state stores that a query asks for; those of the Destinations that it names are too. */
export const arrangeStores = (
  items: StateStoreSummary[],
  query: DestinationQuery,
) =>
  arranged(items, query, ({ git, bucket, destinations, ready }) => ({
    words: [git?.url, bucket?.endpoint, bucket?.bucketName, ...destinations],
    troubled: placeState({ ready }).tone !== 'success',
  }));
