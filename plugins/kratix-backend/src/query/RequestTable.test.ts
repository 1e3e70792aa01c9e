import {
  KratixRequest,
  REQUEST_STATES,
  stringifyRequestRef,
} from 'backstage-plugin-kratix-common';
import { KratixPlatform } from 'backstage-plugin-kratix-node';
import fc from 'fast-check';
import { eventually } from '../__testUtils__/eventually';
import {
  FAILED_STATUS,
  readyStatus,
  team,
} from '../__testUtils__/kratixObjects';
import { setup } from '../__testUtils__/setup';
import { activityOf, latest } from './activityOf';
import { ORDER_FIELDS, OrderField } from './requestOrder';

const NAMES = Array.from({ length: 12 }, (_, index) => `t${index}`);
const OWNERS = ['group:default/red', 'group:default/blue'];

const change = fc.record({
  name: fc.constantFrom(...NAMES),
  to: fc.oneof(
    fc.constant('removed' as const),
    fc.record({
      owner: fc.constantFrom(undefined, ...OWNERS),
      status: fc.constantFrom(undefined, FAILED_STATUS, readyStatus(1)),
    }),
  ),
});

const query = fc.record(
  {
    owner: fc.constantFrom(...OWNERS),
    promise: fc.constantFrom('team', 'base'),
    q: fc.constantFrom('t1', 'default'),
    state: fc.subarray([...REQUEST_STATES], { minLength: 1 }),
  },
  { requiredKeys: [] },
);

/** What a list must give, by looking through everything. */
function lookThrough(
  platform: KratixPlatform,
  asked: typeof query extends fc.Arbitrary<infer T> ? T : never,
  orderField: OrderField,
) {
  const stateOf = (request: KratixRequest) =>
    platform.requestState(request).name;
  const keyOf = (request: KratixRequest) => {
    switch (orderField) {
      case 'state':
        return REQUEST_STATES.indexOf(stateOf(request)) + 100;
      case 'owner':
      case 'createdAt':
        return request[orderField] ?? '';
      case 'changedAt':
        return activityOf(request) ?? '';
      default:
        return request.ref[orderField];
    }
  };
  return platform
    .requests()
    .filter(
      request =>
        (!asked.owner || request.owner === asked.owner) &&
        (!asked.promise || request.ref.promise === asked.promise) &&
        (!asked.q ||
          Object.values(request.ref).some(text => text.includes(asked.q!))) &&
        (!asked.state || asked.state.includes(stateOf(request))),
    )
    .map(request => ({
      ref: stringifyRequestRef(request.ref),
      place: `${keyOf(request)} ${stringifyRequestRef(request.ref)}`,
    }))
    .sort((left, right) => (left.place < right.place ? -1 : 1))
    .map(({ ref }) => ref);
}

it('lists what looking through everything would find, in any order, after any changes', async () => {
  const context = await setup({ teams: NAMES.map(name => team(name)) });
  const { client, asUser, cluster, platform } = context;
  const present = new Set(NAMES);
  const apply = ({
    name,
    to,
  }: typeof change extends fc.Arbitrary<infer T> ? T : never) => {
    if (to !== 'removed') {
      const { owner, status } = to;
      cluster.put('teams', { ...team(name, { owner }), status });
      present.add(name);
    } else if (present.delete(name)) {
      cluster.remove('teams', name);
    }
  };
  const listAll = async (asked: object) => {
    const refs: string[] = [];
    let cursor: string | undefined;
    let totalItems: number;
    do {
      const page = await client.listRequests(
        { ...asked, limit: 5, cursor },
        asUser,
      );
      refs.push(...page.items.map(({ ref }) => stringifyRequestRef(ref)));
      cursor = page.pageInfo.nextCursor;
      totalItems = page.totalItems;
    } while (cursor);
    expect(totalItems).toBe(refs.length);
    return refs;
  };
  const summarizeAll = () => {
    const requests = platform.requests('team');
    const counts: Record<string, number> = {};
    for (const request of requests) {
      const { name } = platform.requestState(request);
      counts[name] = (counts[name] ?? 0) + 1;
    }
    return {
      requestCounts: counts,
      lastActivity: latest([
        ...requests.map(activityOf),
        platform.promise('team')?.createdAt,
      ]),
    };
  };
  let last = 0;
  try {
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { maxLength: 6 }),
        query,
        fc.constantFrom(...ORDER_FIELDS),
        async (changes, asked, orderField) => {
          changes.forEach(apply);
          last += 1;
          // The watch reports in order: what came before this is known when it is.
          const { resourceVersion } = cluster.put(
            'teams',
            team('last', { owner: OWNERS[last % 2] }),
          ).metadata;
          await eventually(() =>
            expect(
              platform.request({
                promise: 'team',
                namespace: 'default',
                name: 'last',
              })?.resourceVersion,
            ).toBe(resourceVersion),
          );
          const { items } = await client.listPromises({}, asUser);
          const ofTeam = items.find(({ name }) => name === 'team');
          expect({
            requestCounts: ofTeam?.requestCounts,
            lastActivity: ofTeam?.lastActivity,
          }).toEqual(summarizeAll());
          const expected = lookThrough(platform, asked, orderField);
          expect(await listAll({ ...asked, orderField })).toEqual(expected);
          expect(
            await listAll({ ...asked, orderField: `-${orderField}` }),
          ).toEqual(expected.reverse());
        },
      ),
      { numRuns: 60 },
    );
  } finally {
    await context.stop();
  }
}, 60_000);
