import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import eventsPlugin from '@backstage/plugin-events-backend';
import { eventsServiceFactory } from '@backstage/plugin-events-node';
import signalsPlugin from '@backstage/plugin-signals-backend';
import { KratixClient, Revisions } from 'backstage-plugin-kratix-common';
import { Knex } from 'knex';
import { eventually } from '../__testUtils__/eventually';
import { FakeCluster } from '../__testUtils__/FakeCluster';
import { team, TEAM_PROMISE } from '../__testUtils__/kratixObjects';
import { teamRef } from '../__testUtils__/setup';
import kratixPlugin from '../index';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_15'] });

/** A replica as it is in production, but for who signs in. */
const startReplica = (cluster: FakeCluster, knex: Knex) =>
  startTestBackend({
    features: [
      kratixPlugin,
      signalsPlugin,
      eventsPlugin,
      // The one of tests goes from no plugin to another.
      eventsServiceFactory,
      createServiceFactory({
        service: coreServices.database,
        deps: {},
        factory: () => mockServices.database({ knex }),
      }),
      mockServices.rootConfig.factory({
        data: {
          backend: { baseUrl: 'http://localhost' },
          // Replicas end once what they ask of each other is answered.
          events: { notifyTimeoutMs: 1_000 },
          kratix: {
            platforms: {
              local: { url: cluster.url, serviceAccountToken: 'test' },
            },
          },
        },
      }),
    ],
  });

function addressOf({ server }: TestBackend): string {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return `127.0.0.1:${port}/api`;
}

/**
 * The signals backend listens for upgrades only once one has been asked for, which is never answered: pages
 * try again, too.
 */
async function connect(replica: TestBackend): Promise<WebSocket> {
  const socket = new WebSocket(`ws://${addressOf(replica)}/signals`);
  const gaveUp = AbortSignal.timeout(2_000);
  try {
    await new Promise((resolve, reject) => {
      socket.onopen = resolve;
      socket.onerror = reject;
      gaveUp.onabort = reject;
    });
    return socket;
  } catch (error) {
    socket.close();
    throw new Error('No connection for signals', { cause: error });
  }
}

/** A tab of a browser: hears signals through one replica. */
class Tab {
  readonly heard: { promise?: string; revision?: string }[] = [];
  private socket?: WebSocket;

  async open(replica: TestBackend) {
    const socket = await eventually(() => connect(replica));
    this.socket = socket;
    socket.onmessage = ({ data }) =>
      this.heard.push(JSON.parse(String(data)).message);
    socket.send(
      JSON.stringify({ action: 'subscribe', channel: 'kratix:requests' }),
    );
  }

  close() {
    this.socket?.close();
  }
}

/** Asks a replica for a request. @returns its message, and the revision that it is answered from */
async function ask(replica: TestBackend, name: string) {
  const client = new KratixClient({
    discoveryApi: {
      getBaseUrl: async () => `http://${addressOf(replica)}/kratix`,
    },
    fetchApi: { fetch },
  });
  const told: Revisions[] = [];
  const { message } = await client.getRequest(teamRef(name), {
    token: mockCredentials.user.token('user:default/guest'),
    onRevisions: revisions => told.push(revisions),
  });
  return { message, revision: told[0].local };
}

const supported = databases.supports('POSTGRES_15');

// Events go from one process to another through PostgreSQL alone.
(supported ? describe : describe.skip)('replicas', () => {
  it('tell the tabs of all replicas of a change by one revision, which all answer from', async () => {
    const knex = await databases.init('POSTGRES_15');
    const cluster = await FakeCluster.start();
    cluster.put('promises', TEAM_PROMISE);
    cluster.put('teams', team('a'));
    const replicas = [
      await startReplica(cluster, knex),
      await startReplica(cluster, knex),
    ];
    const tabs = [new Tab(), new Tab()];
    try {
      await Promise.all(tabs.map((tab, index) => tab.open(replicas[index])));
      await eventually(async () => {
        const answers = await Promise.all(
          replicas.map(replica => ask(replica, 'a')),
        );
        expect(answers[0].revision).toBe(answers[1].revision);
      });

      cluster.change('teams', 'a', () => ({ status: { message: 'new' } }));
      const revision = await eventually(async () => {
        const [one, other] = await Promise.all(
          replicas.map(replica => ask(replica, 'a')),
        );
        expect(one).toEqual({ message: 'new', revision: other.revision });
        expect(other.message).toBe('new');
        return one.revision;
      });
      const told = { platform: 'local', promise: 'team', revision };
      await eventually(() =>
        tabs.forEach(({ heard }) =>
          expect(heard.filter(signal => signal.revision === revision)).toEqual([
            told,
            told,
          ]),
        ),
      );
    } finally {
      tabs.forEach(tab => tab.close());
      await Promise.all(replicas.map(replica => replica.stop()));
      await cluster.stop();
    }
  });
});
