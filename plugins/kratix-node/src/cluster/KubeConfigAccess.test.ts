import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { TLSSocket } from 'node:tls';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Authority, base64, Identity } from '../__testUtils__/Authority';
import { eventually } from '../__testUtils__/eventually';
import {
  KRATIX_KINDS,
  promiseObject,
  PROMISES,
  teamObject,
  TEAMS,
} from '../__testUtils__/kratixObjects';
import { TestCluster } from '../__testUtils__/TestCluster';
import { watchPlatform } from '../__testUtils__/watchPlatform';
import { AccessSettings } from './AccessSettings';

const TEAM = {
  group: 'example.org',
  version: 'v1',
  plural: 'teams',
  namespace: 'default',
};

let authority: Authority;
let server: Identity;
let directory: string;
let cluster: TestCluster;
/** Tokens that the cluster takes. */
let accepted: string[];
/** Who made the calls, as the cluster knows it. */
let callers: string[];
let watched: ReturnType<typeof watchPlatform> | undefined;

beforeAll(async () => {
  authority = await Authority.create();
  server = await authority.issue();
});

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'access-'));
  accepted = ['s3cret-1'];
  callers = [];
  cluster = await TestCluster.start(0, {
    ...server,
    ca: authority.ca,
    requestCert: true,
    rejectUnauthorized: false,
  });
  cluster.define(...KRATIX_KINDS, TEAMS);
  cluster.put(PROMISES, promiseObject());
  cluster.intercept = (request, response) => {
    const { socket, headers } = request;
    const certificate =
      socket instanceof TLSSocket && socket.authorized
        ? socket.getPeerCertificate().subject.CN
        : undefined;
    const token = accepted.find(
      known => headers.authorization === `Bearer ${known}`,
    );
    const user = headers['impersonate-user'];
    const group = headers['impersonate-group'];
    callers.push(
      `${certificate ?? token}${user ? ` as ${user} of ${group}` : ''}`,
    );
    if (certificate || token) {
      return false;
    }
    cluster.status(response, 401, `Unauthorized: ${headers.authorization}`);
    return true;
  };
});

afterEach(async () => {
  watched?.platform.close();
  await cluster.stop();
  await rm(directory, { recursive: true });
});

const file = (name: string) => join(directory, name);

function watch(settings: AccessSettings) {
  watched = watchPlatform(settings);
  return watched;
}

async function syncs(settings: AccessSettings) {
  const { platform } = watch(settings);
  await eventually(() => expect(platform.status().synced).toBe(true));
  await eventually(() => expect(cluster.watchers(TEAMS)).toBe(1));
  return platform;
}

async function kubeconfig(user: object, more: object = {}) {
  const path = file('kubeconfig');
  await writeFile(
    path,
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'c',
      clusters: [
        {
          name: 'c',
          cluster: {
            server: cluster.url,
            'certificate-authority-data': authority.caData,
            ...more,
          },
        },
      ],
      users: [{ name: 'u', user }],
      contexts: [{ name: 'c', context: { cluster: 'c', user: 'u' } }],
    }),
  );
  return { type: 'kubeconfig', path } as const;
}

async function plugin(script: string) {
  await writeFile(file('plugin'), `#!/bin/sh\n${script}\n`);
  await chmod(file('plugin'), 0o700);
  // Relative to the kubeconfig, as kubectl has it.
  return { apiVersion: 'client.authentication.k8s.io/v1', command: './plugin' };
}

const create = (name: string) =>
  watched!.platform.api.create({ ...TEAM, name }, teamObject(name));

describe('access by url', () => {
  it('takes authority and token from the settings', async () => {
    await syncs({
      type: 'url',
      url: `${cluster.url}/`,
      caData: authority.caData,
      token: 's3cret-1',
      skipTLSVerify: false,
    });
    expect(new Set(callers)).toEqual(new Set(['s3cret-1']));
  });

  it('follows authority and token in files; a refused call is sent again', async () => {
    await writeFile(file('ca.crt'), authority.ca);
    await writeFile(file('token'), 's3cret-1\n');
    await syncs({
      type: 'url',
      url: cluster.url,
      caFile: file('ca.crt'),
      tokenFile: file('token'),
      skipTLSVerify: false,
    });
    accepted = ['s3cret-2'];
    await writeFile(file('token'), 's3cret-2\n');
    await create('a');
    expect(watched?.platform.requests('team')).toHaveLength(1);
  });
});

describe('access in a pod', () => {
  const { KUBERNETES_SERVICE_HOST, KUBERNETES_SERVICE_PORT } = process.env;

  afterEach(() => {
    Object.assign(process.env, {
      KUBERNETES_SERVICE_HOST,
      KUBERNETES_SERVICE_PORT,
    });
    if (KUBERNETES_SERVICE_HOST === undefined) {
      delete process.env.KUBERNETES_SERVICE_HOST;
      delete process.env.KUBERNETES_SERVICE_PORT;
    }
  });

  it('uses and follows what Kubernetes puts there', async () => {
    process.env.KUBERNETES_SERVICE_HOST = '127.0.0.1';
    process.env.KUBERNETES_SERVICE_PORT = String(cluster.port);
    await writeFile(file('ca.crt'), authority.ca);
    await writeFile(file('token'), 's3cret-1');
    await syncs({ type: 'inCluster', directory });
    accepted = ['s3cret-2'];
    await writeFile(file('token'), 's3cret-2');
    await create('a');
    expect(callers.at(-1)).toBe('s3cret-2');
  });

  it('says that there is no pod', async () => {
    delete process.env.KUBERNETES_SERVICE_HOST;
    const { platform } = watch({ type: 'inCluster' });
    await eventually(() =>
      expect(platform.status().error).toContain(
        'does not run in a pod (KUBERNETES_SERVICE_HOST is not set). Use kubeconfig',
      ),
    );
  });
});

describe('access by kubeconfig', () => {
  it('presents a client certificate, and none for a person with a token', async () => {
    const client = await authority.issue({ name: 'backstage' });
    const platform = await syncs(
      await kubeconfig({
        'client-certificate-data': base64(client.cert),
        'client-key-data': base64(client.key),
      }),
    );
    expect(new Set(callers)).toEqual(new Set(['backstage']));
    accepted = ['s3cret-of-alice'];
    await platform
      .apiAs({ type: 'token', token: 's3cret-of-alice', person: 'alice' })
      .create({ ...TEAM, name: 'a' }, teamObject('a'));
    expect(callers.at(-1)).toBe('s3cret-of-alice');
    await create('b');
    expect(callers.at(-1)).toBe('backstage');
  });

  it('reads certificates, and a token, from files beside it', async () => {
    await writeFile(file('ca.crt'), authority.ca);
    await writeFile(file('token'), 's3cret-1');
    await syncs(
      await kubeconfig(
        // kubectl takes the file before the token.
        { tokenFile: 'token', token: 'old' },
        {
          'certificate-authority-data': undefined,
          'certificate-authority': 'ca.crt',
        },
      ),
    );
    accepted = ['s3cret-2'];
    await writeFile(file('token'), 's3cret-2');
    await create('a');
    expect(callers.at(-1)).toBe('s3cret-2');
  });

  it('impersonates whom it names, unless a person is to be', async () => {
    const platform = await syncs(
      await kubeconfig({
        token: 's3cret-1',
        as: 'robot',
        'as-groups': ['robots', 'tools'],
      }),
    );
    expect(callers[0]).toBe('s3cret-1 as robot of robots, tools');
    await platform
      .apiAs({ type: 'impersonate', user: 'alice', groups: [] })
      .create({ ...TEAM, name: 'a' }, teamObject('a'));
    expect(callers.at(-1)).toBe('s3cret-1 as alice of undefined');
  });
});

describe('a credential plugin', () => {
  it('runs once for many calls, is told of the cluster, and runs again after a refusal', async () => {
    await writeFile(file('current'), 's3cret-1');
    const exec = await plugin(
      `echo run >> ${directory}/runs
echo "$KUBERNETES_EXEC_INFO" > ${directory}/info
printf '{"kind":"ExecCredential","status":{"token":"%s"}}' "$(cat ${directory}/current)"`,
    );
    await syncs(
      await kubeconfig({ exec: { ...exec, provideClusterInfo: true } }),
    );
    expect(await readFile(file('runs'), 'utf8')).toBe('run\n');
    expect(JSON.parse(await readFile(file('info'), 'utf8'))).toMatchObject({
      kind: 'ExecCredential',
      apiVersion: 'client.authentication.k8s.io/v1',
      spec: {
        interactive: false,
        cluster: {
          server: cluster.url,
          'certificate-authority-data': authority.caData,
        },
      },
    });
    accepted = ['s3cret-2'];
    await writeFile(file('current'), 's3cret-2');
    await Promise.all([create('a'), create('b'), create('c')]);
    expect(callers.at(-1)).toBe('s3cret-2');
    expect(await readFile(file('runs'), 'utf8')).toBe('run\nrun\n');
  });

  it('runs again before its credentials expire', async () => {
    const soon = new Date(Date.now() + 1_000).toISOString();
    const exec = await plugin(
      `echo run >> ${directory}/runs
echo '{"status":{"token":"s3cret-1","expirationTimestamp":"${soon}"}}'`,
    );
    await syncs(await kubeconfig({ exec }));
    const before = (await readFile(file('runs'), 'utf8')).length;
    await create('a');
    expect((await readFile(file('runs'), 'utf8')).length).toBeGreaterThan(
      before,
    );
  });

  it('may give a certificate', async () => {
    const client = await authority.issue({ name: 'from-plugin' });
    await writeFile(
      file('credential'),
      JSON.stringify({
        status: {
          clientCertificateData: client.cert,
          clientKeyData: client.key,
        },
      }),
    );
    await syncs(
      await kubeconfig({ exec: await plugin(`cat ${directory}/credential`) }),
    );
    expect(new Set(callers)).toEqual(new Set(['from-plugin']));
  });

  it.each([
    ['echo s3cret-1; echo s3cret-1 >&2; exit 3', 'it ended with 3'],
    ['echo "token is s3cret-1"', 'it printed no ExecCredential'],
    ['echo \'{"status":{}}\'', 'it printed no ExecCredential'],
  ])('that does %j is named, and its output is not', async (script, reason) => {
    const { platform, seen } = watch(
      await kubeconfig({ exec: await plugin(script) }),
    );
    await eventually(() =>
      expect(platform.status().error).toContain(
        `The credential plugin ${directory}/plugin of user u failed: ${reason}`,
      ),
    );
    expect(seen()).not.toContain('s3cret');
    await plugin(`echo '{"status":{"token":"s3cret-1"}}'`);
    await eventually(() => expect(platform.status().synced).toBe(true));
  });

  it('that is not installed comes with the hint of the kubeconfig', async () => {
    const { platform } = watch(
      await kubeconfig({
        exec: { command: 'no-such-plugin', installHint: 'Install kubelogin.' },
      }),
    );
    await eventually(() =>
      expect(platform.status().error).toContain(
        'The credential plugin no-such-plugin of user u failed: it is not installed. Install kubelogin.',
      ),
    );
  });
});
