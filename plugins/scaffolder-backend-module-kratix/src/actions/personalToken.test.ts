import { startScaffolder } from '../__testUtils__/startScaffolder';

jest.setTimeout(120_000);

let scaffolder: Awaited<ReturnType<typeof startScaffolder>>;

beforeAll(async () => {
  scaffolder = await startScaffolder({
    identity: { type: 'oidc', provider: 'okta' },
  });
});
afterAll(() => scaffolder.stop());

describe('on a platform that is written to with the tokens of people', () => {
  it("passes the person's token on, and asks for one that is missing", async () => {
    const step = {
      action: 'kratix:request:apply',
      input: {
        platform: 'local',
        promise: 'database',
        name: 'mine',
        spec: {
          name: 'mine',
          engine: 'postgres',
          size: 'small',
          environment: 'dev',
        },
      },
    };
    expect(await scaffolder.dryRun([step])).toMatchObject({
      status: 401,
      body: {
        error: { message: expect.stringContaining('sign in with okta') },
      },
    });
    const { token } = scaffolder.platform;
    const taken = await scaffolder.dryRun([step], {
      KRATIX_CLUSTER_TOKEN: token,
    });
    expect(taken.status).toBe(200);
    expect(JSON.stringify(taken.body.log)).toContain('would be created');
    expect(JSON.stringify(taken.body.log)).not.toContain(token);
  });
});
