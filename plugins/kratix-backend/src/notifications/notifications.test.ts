import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { eventually } from '../__testUtils__/eventually';
import {
  FAILED_STATUS,
  readyStatus,
  team,
} from '../__testUtils__/kratixObjects';
import { setup, teamRef } from '../__testUtils__/setup';
import { tellOwners } from './tellOwners';
import { TellerLedger } from './TellerLedger';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const logger = mockServices.logger.mock();

it.each(databases.eachSupportedId())(
  'gives a transition to one of several replicas, on %p',
  async id => {
    const knex = await databases.init(id);
    const database = mockServices.database({ knex });
    const one = await TellerLedger.create(database);
    const other = await TellerLedger.create(database);
    const ready = { platform: 'local', uid: 'u', transition: 'ready:1:' };
    const claims = await Promise.all(
      [one, other, one, other].map(ledger => ledger.claim(ready)),
    );
    expect(claims.filter(claimed => claimed)).toHaveLength(1);
    await expect(
      other.claim({ ...ready, transition: 'failed:1:' }),
    ).resolves.toBe(true);
  },
);

describe('owners', () => {
  let context: Awaited<ReturnType<typeof setup>>;
  const sent: NotificationSendOptions[] = [];
  const titles = () => sent.map(({ payload }) => payload.title);
  const stops: (() => void)[] = [];
  afterEach(async () => {
    stops.splice(0).forEach(stop => stop());
    sent.length = 0;
    await context.stop();
  });

  it('hear of each transition once from two replicas, and not of what was so before', async () => {
    const owner = 'group:default/payments';
    context = await setup({
      teams: [
        { ...team('old', { owner }), status: readyStatus(1) },
        team('a', { owner }),
        team('nobodys'),
      ],
    });
    const { cluster, platform } = context;
    await eventually(() => expect(platform.status().synced).toBe(true));
    const knex = await databases.init('SQLITE_3');
    const database = mockServices.database({ knex });
    for (let replica = 0; replica < 2; replica++) {
      const ledger = await TellerLedger.create(database);
      const notifications = {
        send: async (options: NotificationSendOptions) =>
          void sent.push(options),
      };
      stops.push(tellOwners(platform, { ledger, notifications, logger }));
    }
    const become = async (name: string, status: object, state: string) => {
      cluster.change('teams', name, () => ({ status }));
      await eventually(() => {
        const request = platform.request(teamRef(name));
        expect(request && platform.requestState(request).name).toBe(state);
      });
    };
    await become('old', { ...readyStatus(1), message: 'again' }, 'Ready');
    await become('nobodys', readyStatus(1), 'Ready');
    await become('a', FAILED_STATUS, 'Failed');
    await eventually(() => expect(titles()).toEqual(['Team a has failed']));
    await become('a', { ...FAILED_STATUS, message: 'again' }, 'Failed');
    await become('a', readyStatus(1), 'Ready');
    await eventually(() =>
      expect(titles()).toEqual(['Team a has failed', 'Team a is ready']),
    );
    // Kratix runs everything again now and then.
    await become('a', {}, 'Pending');
    await become('a', readyStatus(1), 'Ready');
    cluster.put('teams', team('last', { owner }));
    await become('last', FAILED_STATUS, 'Failed');
    await eventually(() =>
      expect(titles()).toEqual([
        'Team a has failed',
        'Team a is ready',
        'Team last has failed',
      ]),
    );
    expect(sent[0]).toMatchObject({
      recipients: { type: 'entity', entityRef: owner },
      payload: {
        link: '/kratix/requests/local/team/default/a',
        severity: 'high',
      },
    });
  });
});
