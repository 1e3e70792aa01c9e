import { Authority, Identity } from '../__testUtils__/Authority';
import { eventually } from '../__testUtils__/eventually';
import {
  KRATIX_KINDS,
  promiseObject,
  PROMISES,
  TEAMS,
} from '../__testUtils__/kratixObjects';
import { Interceptor, TestCluster } from '../__testUtils__/TestCluster';
import { watchPlatform } from '../__testUtils__/watchPlatform';

const OPENAPI = '/openapi/v3/apis/platform.kratix.io/v1alpha1';
const TOKEN = 's3cret-token';

let authority: Authority;
let server: Identity;
let cluster: TestCluster;
let watched: ReturnType<typeof watchPlatform> | undefined;

beforeAll(async () => {
  authority = await Authority.create();
  server = await authority.issue();
});

async function serve(tls: Identity = server) {
  cluster = await TestCluster.start(0, tls);
  cluster.define(...KRATIX_KINDS, TEAMS);
  cluster.put(PROMISES, promiseObject());
}

afterEach(async () => {
  watched?.platform.close();
  await cluster.stop();
});

function watch(more: { caData?: string; url?: string; skip?: boolean } = {}) {
  const { caData = authority.caData, url = cluster.url, skip = false } = more;
  watched = watchPlatform({
    type: 'url',
    url,
    caData: caData || undefined,
    token: TOKEN,
    skipTLSVerify: skip,
  });
  return watched;
}

/** Waits for the one message, and looks for it in the log and for the token everywhere. */
async function expectFailure(message: string | RegExp) {
  const { platform, warnings, seen } = watched!;
  await eventually(() => {
    const { synced, error } = platform.status();
    expect(synced).toBe(false);
    expect(error).toMatch(message);
    expect(warnings()).toContainEqual(
      expect.stringMatching(/^Platform prod\b/),
    );
    expect(warnings().at(-1)).toContain(error);
  });
  expect(seen()).not.toContain(TOKEN);
}

async function expectRecovery() {
  const { platform } = watched!;
  await eventually(() => {
    expect(platform.status()).toMatchObject({ synced: true });
    expect(platform.status().error).toBeUndefined();
    expect(platform.promises()).toHaveLength(1);
  });
}

describe('the certificate of an API server', () => {
  it('is signed by another authority', async () => {
    await serve();
    watch({ caData: (await Authority.create('another')).caData });
    await expectFailure(
      /API server https:.* cannot be reached: .* Its certificate is not signed by an authority that is trusted here\. Give the one of the cluster: caData/,
    );
  });

  it('is self-signed, and no authority is given', async () => {
    const own = await Authority.create('127.0.0.1');
    await serve(await own.issue());
    watch({ caData: '' });
    await expectFailure('Its certificate is not signed by an authority');
  });

  it('has expired', async () => {
    await serve(await authority.issue({ expired: true }));
    watch();
    await expectFailure('has expired. Renew it on the cluster');
  });

  it('is for another name', async () => {
    await serve(await authority.issue({ host: 'kube.example.org' }));
    watch();
    await expectFailure('Use an address that the certificate names');
  });

  it('is to be checked by something that is no certificate', async () => {
    await serve();
    watch({ caData: Buffer.from('-----BEGIN nonsense').toString('base64') });
    await expectFailure('caData is no certificate');
  });

  it('goes unchecked only when that is asked for, with a warning', async () => {
    await serve();
    const { platform, warnings } = watch({ caData: '', skip: true });
    await expectRecovery();
    expect(platform.status().warnings).toEqual([
      expect.stringContaining('is not checked (skipTLSVerify)'),
    ]);
    expect(warnings()).toEqual([
      expect.stringContaining('Platform prod: The certificate'),
    ]);
  });
});

describe('what answers at the address', () => {
  it('is nothing, then an API server', async () => {
    await serve();
    const { port } = cluster;
    await cluster.stop();
    watch({ url: `https://127.0.0.1:${port}` });
    await expectFailure(/\(?ECONNREFUSED.*Nothing listens there/);
    cluster = await TestCluster.start(port, server);
    cluster.define(...KRATIX_KINDS, TEAMS);
    cluster.put(PROMISES, promiseObject());
    await expectRecovery();
  });

  it('does not speak TLS', async () => {
    cluster = await TestCluster.start();
    watch({ url: `https://127.0.0.1:${cluster.port}` });
    await expectFailure('It does not answer as a TLS server');
  });

  it.each<[string, Interceptor, string]>([
    [
      'a web page',
      (_, response) => {
        response.writeHead(200, { 'Content-Type': 'text/html' });
        response.end(`<html>${TOKEN}</html>`);
        return true;
      },
      'is no Kubernetes API server: it answered GET /apis/platform.kratix.io/v1alpha1/promises with HTTP status 200, content of type text/html. Check the address',
    ],
    [
      'a login',
      (_, response) => {
        response.writeHead(302, {
          Location: `https://login.example.org/?state=${TOKEN}`,
        });
        response.end();
        return true;
      },
      'HTTP status 302, a redirect to https://login.example.org.',
    ],
    [
      'a page that is not found',
      (_, response) => {
        response.writeHead(404, { 'Content-Type': 'text/html' });
        response.end('<html>Not here</html>');
        return true;
      },
      'is no Kubernetes API server: it answered',
    ],
    [
      'JSON of something else',
      (_, response) => {
        cluster.json(response, 200, { status: 'ok', token: TOKEN });
        return true;
      },
      'is not what a Kubernetes API server answers; check the address',
    ],
    [
      'a cluster without Kratix',
      (_, response) => {
        response.writeHead(404, { 'Content-Type': 'text/plain' });
        response.end('404 page not found\n');
        return true;
      },
      'there is no Kratix: it does not serve promises of platform.kratix.io/v1alpha1',
    ],
    [
      'a cluster whose Kratix is gone, with a Status',
      (_, response) => {
        cluster.status(response, 404, 'the server could not find it');
        return true;
      },
      'there is no Kratix',
    ],
    [
      'a cluster to which the token has expired',
      (request, response) => {
        cluster.status(response, 401, `bad ${request.headers.authorization}`);
        return true;
      },
      'does not accept the credentials of Backstage (401): bad Bearer [redacted]. They may have expired or been revoked. Make a new token',
    ],
  ])('is %s: said once, and over by itself', async (_, intercept, message) => {
    await serve();
    cluster.intercept = intercept;
    watch();
    await eventually(() =>
      expect(watched?.platform.status().error).toContain(message),
    );
    await expectFailure(/./);
    expect(watched?.warnings()).toHaveLength(1);
    cluster.intercept = () => false;
    await expectRecovery();
  });
});

describe('an older Kratix', () => {
  const schema = (kind: string, more: object = {}) => ({
    'x-kubernetes-group-version-kind': [{ kind }],
    properties: {},
    ...more,
  });
  const withPipelines = {
    properties: {
      status: {
        properties: {
          kratix: {
            properties: { workflows: { properties: { pipelines: {} } } },
          },
        },
      },
    },
  };
  const answer = (schemas: object) => {
    cluster.intercept = (request, response) => {
      if (request.url !== OPENAPI) {
        return false;
      }
      cluster.json(response, 200, { components: { schemas } });
      return true;
    };
  };

  it('is known by the kinds and fields that it lacks, and works', async () => {
    await serve();
    answer({ promise: schema('Promise'), record: schema('HealthRecord') });
    const { platform, warnings } = watch();
    await expectRecovery();
    await eventually(() =>
      expect(platform.status()).toMatchObject({
        features: {
          pipelineStatus: false,
          revisions: false,
          healthRecords: true,
          dryRuns: false,
        },
        warnings: [
          "The cluster's Kratix is older than what these plugins know: requests do not say how each Pipeline is doing (since March 2026); versions of Promises are not kept, so none can be chosen (since November 2025). The rest works; update Kratix to have that, too.",
        ],
      }),
    );
    expect(warnings()).toHaveLength(1);
  });

  it('is told from one that has all', async () => {
    await serve();
    answer(
      Object.fromEntries([
        ['Promise', schema('Promise', withPipelines)],
        ...['PromiseRevision', 'ResourceBinding', 'HealthRecord', 'DryRun'].map(
          kind => [kind, schema(kind)],
        ),
      ]),
    );
    const { platform } = watch();
    await eventually(() =>
      expect(platform.status().features).toEqual({
        pipelineStatus: true,
        revisions: true,
        healthRecords: true,
        dryRuns: true,
      }),
    );
    expect(platform.status().warnings).toBeUndefined();
  });
});

describe('a Promise whose CRD is gone', () => {
  it('is told alone, with what makes it come back', async () => {
    await serve();
    cluster.undefine(TEAMS);
    const { platform, warnings } = watch();
    await eventually(() => {
      expect(platform.status().kinds[1]).toMatchObject({
        plural: 'teams',
        state: 'failed',
        error: {
          reason: 'missing',
          message: expect.stringMatching(
            /^Promise team offers teams of example\.org\/v1, .* the CustomResourceDefinition teams\.example\.org is not made yet, or gone\. .*kubectl label promise team/,
          ),
        },
      });
      expect(platform.isSynced('placement')).toBe(true);
      expect(warnings()).toEqual([
        expect.stringContaining('Platform prod: teams of example.org/v1'),
      ]);
    });
    expect(platform.status().error).toBeUndefined();
    cluster.define(TEAMS);
    await expectRecovery();
  });
});

describe('a kind that may not be read', () => {
  it('is logged with what grants it, and comes when it is granted', async () => {
    await serve();
    cluster.intercept = (request, response) => {
      if (!request.url.startsWith(TEAMS)) {
        return false;
      }
      cluster.status(
        response,
        403,
        'teams.example.org is forbidden: User "system:serviceaccount:backstage:kratix" cannot list resource "teams" in API group "example.org" at the cluster scope',
      );
      return true;
    };
    const { platform, warnings } = watch();
    await eventually(() => {
      expect(platform.status()).toMatchObject({ synced: true });
      expect(platform.status().kinds[1].error).toMatchObject({
        reason: 'forbidden',
        missingRule: {
          apiGroups: ['example.org'],
          resources: ['teams'],
          verbs: ['get', 'list', 'watch'],
          yaml: expect.stringContaining('    namespace: "backstage"'),
        },
      });
      expect(warnings()).toEqual([
        expect.stringContaining('(kubectl apply -f -):\napiVersion: rbac'),
      ]);
    });
    cluster.intercept = () => false;
    await eventually(() =>
      expect(platform.isSynced('request', 'team')).toBe(true),
    );
  });
});
