import { createServer, Server } from 'node:http';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { followRequest, FollowTarget } from './followRequest';
import { KratixSession } from './KratixSession';

const ref = {
  platform: 'local',
  promise: 'team',
  namespace: 'default',
  name: 'a',
};

type Answer = { status?: number; body: object } | 'broken off';

const failure = (status: number, name: string, message: string): Answer => ({
  status,
  body: { error: { name, message }, response: { statusCode: status } },
});

const UNKNOWN = failure(404, 'NotFoundError', 'There is no request');
const REACHED: Answer = { body: { reached: true, halted: false } };

describe('followRequest', () => {
  let server: Server;
  let answers: Answer[];
  let asked: number;

  beforeEach(async () => {
    asked = 0;
    server = createServer((_, response) => {
      const answer = answers[Math.min(asked, answers.length - 1)];
      asked += 1;
      if (answer === 'broken off') {
        response.destroy();
        return;
      }
      response.writeHead(answer.status ?? 200, {
        'Content-Type': 'application/json',
      });
      response.end(JSON.stringify(answer.body));
    });
    await new Promise<void>(resolve =>
      server.listen(0, '127.0.0.1', () => resolve()),
    );
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });

  const follow = (target: Partial<FollowTarget> = {}) => {
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const session = new KratixSession(
      {
        auth: mockServices.auth(),
        discovery: mockServices.discovery.mock({
          getBaseUrl: async () => `http://127.0.0.1:${port}`,
        }),
      },
      { getInitiatorCredentials: async () => mockCredentials.user() },
    );
    return followRequest(
      session,
      ref,
      { until: 'accepted', deadline: Date.now() + 60_000, ...target },
      { logger: mockServices.logger.mock() },
    );
  };

  it('goes on where the replica that answers has not heard yet of what another one has written', async () => {
    answers = [UNKNOWN, UNKNOWN, REACHED];
    await follow({ generation: 1 });
    expect(asked).toBe(3);
  });

  it('takes it as said that there is no request where nobody has written one', async () => {
    answers = [UNKNOWN];
    await expect(follow()).rejects.toThrow('There is no request');
    expect(asked).toBe(1);
  });

  it('goes on where Backstage restarts', async () => {
    answers = [
      'broken off',
      failure(503, 'ServiceUnavailableError', 'Service has not started up yet'),
      REACHED,
    ];
    await follow();
    expect(asked).toBe(3);
  });

  it('says that the request goes on where the sign-in of the person is over', async () => {
    answers = [failure(401, 'AuthenticationError', 'Illegal token')];
    await expect(follow({ until: 'written' })).rejects.toMatchObject({
      name: 'AuthenticationError',
      message: expect.stringMatching(
        /^Request local\/team\/default\/a is not written yet, and .* a sign-in lasts about an hour/,
      ),
    });
  });

  it('does not ask without end where the backend answers at once and with nothing new', async () => {
    answers = [{ body: { reached: false, halted: false, seen: 'same' } }];
    await expect(follow({ deadline: Date.now() + 1_000 })).rejects.toThrow(
      'is not accepted in time',
    );
    expect(asked).toBeLessThan(10);
  });

  it('does not take a fault of its own for a backend that is away', async () => {
    answers = [{ body: { reached: false, halted: false, request: {} } }];
    await expect(follow()).rejects.toThrow(TypeError);
    expect(asked).toBe(1);
  });
});
