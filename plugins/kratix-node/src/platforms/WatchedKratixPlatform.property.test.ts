import { mockServices } from '@backstage/backend-test-utils';
import fc from 'fast-check';
import { KubeConfigAccess } from '../cluster/KubeConfigAccess';
import { eventually } from '../__testUtils__/eventually';
import {
  KRATIX_KINDS,
  promiseObject,
  PROMISES,
  teamObject,
  TEAMS,
} from '../__testUtils__/kratixObjects';
import { TestCluster } from '../__testUtils__/TestCluster';
import { WatchedKratixPlatform } from './WatchedKratixPlatform';

const name = fc.constantFrom('a', 'b', 'c');

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ put: name, email: fc.nat(9) }) },
  { weight: 3, arbitrary: fc.record({ remove: name }) },
  { weight: 2, arbitrary: fc.record({ write: name, email: fc.nat(9) }) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      'cut' as const,
      'end' as const,
      'half a line' as const,
      'compact' as const,
      'bookmark' as const,
      'refuse once' as const,
      'catch up' as const,
    ),
  },
);

describe('WatchedKratixPlatform, whatever happens', () => {
  it('ends with the objects of the cluster, and its listeners with the same', async () => {
    const cluster = await TestCluster.start();
    cluster.define(...KRATIX_KINDS, TEAMS);
    cluster.put(PROMISES, promiseObject());
    const platform = new WatchedKratixPlatform({
      name: 'local',
      title: 'Local',
      access: new KubeConfigAccess({
        type: 'url',
        url: cluster.url,
        skipTLSVerify: false,
      }),
      logger: mockServices.logger.mock(),
      backoff: { base: 1, most: 5 },
    });
    const followed = new Map<string, string | undefined>();
    platform.subscribe(change => {
      if (change.kind !== 'request' || change.type === 'synced') {
        return;
      }
      const { ref, resourceVersion } = change.object;
      if (change.type === 'deleted') {
        followed.delete(ref.name);
      } else {
        followed.set(ref.name, resourceVersion);
      }
    });
    platform.start();

    const expected = () =>
      Object.fromEntries(
        cluster
          .objects(TEAMS)
          .map(({ metadata }) => [metadata.name, metadata.resourceVersion]),
      );
    const same = () =>
      eventually(() => {
        const shown = platform
          .requests('team')
          .map(({ ref, resourceVersion }) => [ref.name, resourceVersion]);
        expect(Object.fromEntries(shown)).toEqual(expected());
        expect(Object.fromEntries(followed)).toEqual(expected());
      });

    async function perform(
      one: typeof step extends fc.Arbitrary<infer T> ? T : never,
    ) {
      if (typeof one === 'object') {
        if ('put' in one) {
          cluster.put(TEAMS, teamObject(one.put, { email: `${one.email}` }));
        } else if ('remove' in one) {
          cluster.remove(TEAMS, { namespace: 'default', name: one.remove });
        } else {
          await platform.api
            .mergePatch(
              {
                group: 'example.org',
                version: 'v1',
                plural: 'teams',
                namespace: 'default',
                name: one.write,
              },
              { spec: { email: `${one.email}` } },
            )
            .catch(() => {});
        }
        return;
      }
      switch (one) {
        case 'cut':
          cluster.cut(TEAMS);
          break;
        case 'end':
          cluster.cut(TEAMS, { orderly: true });
          break;
        case 'half a line':
          cluster.sendRaw(TEAMS, '{"type":"ADD');
          cluster.cut(TEAMS);
          break;
        case 'compact':
          cluster.cut(TEAMS);
          cluster.compact(TEAMS);
          break;
        case 'bookmark':
          cluster.bookmark(TEAMS);
          break;
        case 'refuse once':
          cluster.cut(TEAMS);
          cluster.intercept = (request, response) => {
            if (!request.url.startsWith(TEAMS)) {
              return false;
            }
            cluster.intercept = () => false;
            cluster.status(response, 500, 'not now');
            return true;
          };
          break;
        default:
          await same();
      }
    }

    try {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 15 }), async steps => {
          for (const one of steps) {
            await perform(one);
          }
          await same();
        }),
        { numRuns: 60 },
      );
    } finally {
      platform.close();
      await cluster.stop();
    }
  }, 60_000);
});
