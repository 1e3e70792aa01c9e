import {
  RequestDetails,
  RequestStateName,
} from 'backstage-plugin-kratix-common';
import { page } from '../src/__testUtils__/samples';
import { Wire } from '../src/__testUtils__/Wire';
import { destinations, manyDestinations, stateStores } from './destinations';
import {
  brokenPlatforms,
  brokenSources,
  diagnosis,
  events,
  goodPlatform,
  manyRequests,
  manySources,
  requests,
  runs,
  sources,
} from './fixtures';
import {
  hostileDestinations,
  hostilePlatforms,
  hostileRequests,
  hostileSources,
  hostileStores,
} from './hostile';
import { hostile, manyPromises, promises } from './promises';
import {
  family,
  files,
  hostileEvents,
  hostileRuns,
  log,
} from './requestFixtures';

/** The states that every page is looked at in. */
export const SCENARIOS = [
  'usual',
  'empty',
  'many',
  'broken',
  'loading',
  'denied',
  'failing',
  'hostile',
  'stale',
] as const;

export type Scenario = (typeof SCENARIOS)[number];

const noDiagnosis = { items: [], notChecked: [] };

const INGESTION = 'GET /api/catalog/kratix/ingestion';

const listOf = (items: RequestDetails[]) => {
  const counts: Partial<Record<RequestStateName, number>> = {};
  for (const { state } of items) {
    counts[state.name] = (counts[state.name] ?? 0) + 1;
  }
  return {
    json: {
      items: items.slice(0, 25),
      totalItems: items.length,
      pageInfo: items.length > 25 ? { nextCursor: 'next' } : {},
      counts,
    },
  };
};

function usual(): Wire {
  const wire = new Wire()
    .answer('GET /platforms', { json: { items: [goodPlatform] } })
    .answer('GET /promises', { json: page(promises) })
    .answer('GET /requests', listOf(requests))
    .answer('GET /destinations', { json: { items: destinations } })
    .answer('GET /state-stores', { json: { items: stateStores } })
    .answer(INGESTION, { json: page(sources) });
  for (const promise of promises) {
    wire.answer(`GET /promises/local/${promise.name}`, { json: promise });
  }
  for (const request of requests) {
    const route = `GET /requests/local/team/default/${request.ref.name}`;
    const isHostile = request.ref.name === 'hostile';
    wire
      .answer(route, { json: request })
      .answer(`${route}/diagnosis`, {
        json: request.state.name === 'Failed' ? diagnosis : noDiagnosis,
      })
      .answer(`${route}/runs`, {
        json: { items: isHostile ? hostileRuns : runs },
      })
      .answer(`${route}/events`, {
        json: { items: isHostile ? hostileEvents : events },
      })
      .answer(`${route}/logs`, { text: log })
      .answer(`${route}/family`, { json: family })
      .answer(`${route}/files`, { json: { items: files } });
  }
  return wire;
}

const LISTS = [
  'GET /platforms',
  'GET /promises',
  'GET /requests',
  'GET /destinations',
  'GET /state-stores',
  INGESTION,
];
const ROUTES = [
  ...LISTS,
  'GET /promises/local/team',
  'GET /requests/local/team/default/payments',
];

/** Every list and every object as somebody writes it who means harm. */
function hostileLists(wire: Wire): Wire {
  const request = 'GET /requests/local/team/default/payments';
  return wire
    .answer('GET /platforms', { json: { items: hostilePlatforms } })
    .answer('GET /promises', { json: page([hostile]) })
    .answer('GET /promises/local/team', { json: hostile })
    .answer('GET /requests', listOf(hostileRequests))
    .answer(request, { json: hostileRequests[0] })
    .answer(`${request}/runs`, { json: { items: hostileRuns } })
    .answer(`${request}/events`, { json: { items: hostileEvents } })
    .answer('GET /destinations', { json: { items: hostileDestinations } })
    .answer('GET /state-stores', { json: { items: hostileStores } })
    .answer(INGESTION, { json: page(hostileSources) });
}

/** Lets the backend go away. */
export const goAway = (wire: Wire) =>
  ROUTES.reduce(
    (all, route) =>
      all.answer(route, {
        status: 503,
        message: 'The platform local has not been read yet.',
      }),
    wire,
  );

/** The wire to the backend as it is in a scenario. */
export function wireOf(scenario: Scenario): Wire {
  const wire = usual();
  switch (scenario) {
    case 'empty':
      return LISTS.reduce(
        (filled, route) =>
          filled.answer(route, { json: { ...page([]), counts: {} } }),
        wire,
      ).answer('GET /platforms', { json: { items: [goodPlatform] } });
    case 'many':
      return wire
        .answer('GET /requests', listOf(manyRequests))
        .answer('GET /promises', {
          json: page(manyPromises),
        })
        .answer('GET /destinations', { json: { items: manyDestinations } })
        .answer(INGESTION, { json: page(manySources) });
    case 'broken':
      return wire
        .answer('GET /platforms', { json: { items: brokenPlatforms } })
        .answer('GET /state-stores', {
          status: 503,
          message: 'State stores of the platform local have not been read yet.',
        })
        .answer(INGESTION, { json: page(brokenSources) });
    case 'hostile':
      return hostileLists(wire);
    case 'loading':
      return ROUTES.reduce((all, route) => all.answer(route, 'never'), wire);
    case 'denied':
      return ROUTES.reduce(
        (all, route) =>
          all.answer(route, {
            status: 403,
            message:
              'The permission kratix.platform.read is denied. Ask whoever keeps the permission policy of Backstage.',
          }),
        wire,
      );
    case 'failing':
      return goAway(wire);
    // In `stale` the backend goes away once whoever shows it says so.
    default:
      return wire;
  }
}
