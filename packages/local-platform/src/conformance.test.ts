import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { runLabel } from '../conformance/CheckContext';
import { exitCodeOf, formatRow } from '../conformance/formatReport';
import { at, listAt } from '../conformance/json';
import { kinds, pathOf } from '../conformance/paths';
import { Report, runConformance } from '../conformance/runConformance';
import {
  startApiServer,
  TestApiServer,
} from './apiserver/testing/startApiServer';
import { LocalPlatform, startLocalPlatform } from './startLocalPlatform';
import { callPlatform } from './platform/callPlatform';
import { startTamperingProxy, Tampering } from './testing/tamperingProxy';

jest.setTimeout(240_000);

const IMAGE = 'docker.io/library/busybox:1.36';

/** Makes checks against a server, with a proxy in front of it that tampers with what passes. */
async function check(
  server: { url: string; certificateAuthority: string; token: string },
  options: {
    only?: string[];
    tampering?: Tampering;
    timeoutMs?: number;
    endAfter?: string;
  } = {},
): Promise<Report> {
  const end = new AbortController();
  const proxy =
    options.tampering && (await startTamperingProxy(server, options.tampering));
  const config = new KubeConfig();
  config.loadFromClusterAndUser(
    {
      name: 'tested',
      server: proxy?.url ?? server.url,
      caData: Buffer.from(server.certificateAuthority).toString('base64'),
      // The client sends no token over plain http otherwise; the proxy speaks it.
      skipTLSVerify: proxy !== undefined,
    },
    { name: 'user', token: server.token },
  );
  try {
    return await runConformance(
      config,
      {
        image: IMAGE,
        only: options.only,
        timeoutMs: options.timeoutMs ?? 60_000,
      },
      end.signal,
      ({ check: { name } }) => {
        if (options.endAfter && name.includes(options.endAfter)) {
          end.abort();
        }
      },
    );
  } finally {
    await proxy?.stop();
  }
}

/** What did not hold of the checks that were asked for, as people are shown it. */
function faults({ rows }: Report): string[] {
  return rows.filter(row => row.outcome.result !== 'held').map(formatRow);
}

function failed({ rows }: Report): string[] {
  return rows
    .filter(row => row.outcome.result === 'failed')
    .map(row => row.check.name);
}

describe('the conformance checks on the local platform', () => {
  let root: string;
  let platform: LocalPlatform;

  beforeAll(async () => {
    root = await fs.mkdtemp(path.join(tmpdir(), 'conformance-'));
    platform = await startLocalPlatform({
      dataDir: path.join(root, 'data'),
      port: 0,
      gitPort: 0,
      retryBackoffMs: 20,
    });
  });

  afterAll(async () => {
    await platform.stop();
    await fs.rm(root, { recursive: true, force: true });
  });

  /** What of a run is left on the platform. */
  const leftOf = async (suffix: string) => {
    const left: unknown[] = [];
    for (const kind of [
      kinds.namespaces,
      kinds.crds,
      kinds.promises,
      kinds.destinations,
    ]) {
      const { body } = await callPlatform(
        platform.kubeconfigPath,
        'GET',
        `${pathOf(kind)}?labelSelector=${runLabel}%3D${suffix}`,
      );
      left.push(
        ...listAt(JSON.parse(body), 'items').map(one =>
          at(one, 'metadata', 'name'),
        ),
      );
    }
    return left;
  };

  it('all hold, and leave nothing behind', async () => {
    const report = await check(platform);
    expect(faults(report)).toEqual([]);
    expect(report.left).toEqual([]);
    expect(exitCodeOf(report)).toBe(0);
    expect(await leftOf(report.suffix)).toEqual([]);
  });

  it('fail for a Kratix that tells less than it should, and clean up when they are ended in between', async () => {
    const without = (object: unknown) => {
      const kind = at(object, 'kind');
      const status = Object(at(object, 'status'));
      const conditions = listAt(status, 'conditions');
      if (kind === 'Thing' && conditions.length) {
        status.conditions = conditions.filter(
          one => at(one, 'reason') !== 'PipelinesInProgress',
        );
      }
      if (kind === 'WorkPlacement') {
        status.conditions = conditions.filter(
          one => at(one, 'type') !== 'WriteSucceeded',
        );
      }
      if (kind === 'Job') {
        delete Object(at(object, 'metadata', 'annotations'))[
          'kratix.io/job-resource-name'
        ];
      }
    };
    const report = await check(platform, {
      only: [
        'in the order',
        'is a Job with',
        'is a Work, placed once',
        'deleted request',
      ],
      endAfter: 'is a Work, placed once',
      timeoutMs: 3_000,
      tampering: {
        answer: ({ body }) => [body, ...listAt(body, 'items')].forEach(without),
        line: event => {
          without(event.object);
          return event;
        },
      },
    });
    expect(failed(report)).toEqual([
      expect.stringContaining('in the order'),
      expect.stringContaining('is a Job with'),
      expect.stringContaining('is a Work, placed once'),
    ]);
    expect(exitCodeOf(report)).toBe(1);
    expect(report.rows[report.rows.length - 1].outcome).toEqual({
      result: 'not checked',
      why: 'the run was ended before',
    });
    expect(report.left).toEqual([]);
    expect(await leftOf(report.suffix)).toEqual([]);
  });
});

describe('the conformance checks on a server that is wrong', () => {
  let server: TestApiServer;
  const address = () => ({
    url: server.url,
    certificateAuthority: server.certificateAuthority,
    token: 'test-token',
  });

  beforeAll(async () => {
    server = await startApiServer();
  });
  afterAll(() => server.stop());

  const wrong: Array<[string, string, Tampering]> = [
    [
      'gives whole lists',
      'comes in pages',
      { request: ({ url }) => url.searchParams.delete('limit') },
    ],
    [
      'selects nothing',
      'selectors choose',
      { request: ({ url }) => url.searchParams.delete('labelSelector') },
    ],
    [
      'sends no bookmarks',
      'with a bookmark',
      { line: event => (event.type === 'BOOKMARK' ? undefined : event) },
    ],
    [
      'loses a change',
      'every later change once',
      { line: event => (event.type === 'MODIFIED' ? undefined : event) },
    ],
    [
      'watches from any version',
      'answers 410',
      { line: event => (event.type === 'ERROR' ? undefined : event) },
    ],
    [
      'overwrites whatever there is',
      'answers 409',
      {
        request: call => {
          if (call.method === 'PUT') {
            const body = JSON.parse(call.body);
            delete body.metadata.resourceVersion;
            call.body = JSON.stringify(body);
            call.method = 'PATCH';
            call.headers['content-type'] = 'application/merge-patch+json';
          }
        },
      },
    ],
    [
      'drops unknown fields in silence',
      'fieldValidation=Strict',
      {
        request: ({ url }) => url.searchParams.set('fieldValidation', 'Ignore'),
      },
    ],
    [
      'stores a dry run',
      'dry run',
      { request: ({ url }) => url.searchParams.delete('dryRun') },
    ],
    [
      'knows no Tables',
      'Tables',
      { request: ({ headers }) => (headers.accept = 'application/json') },
    ],
    [
      'keeps what belongs to a deleted owner',
      'deleted owner',
      {
        request: call => {
          call.body = call.body.replace('"ownerReferences"', '"selfLink"');
        },
      },
    ],
    [
      'forces every apply',
      'Server-side apply',
      {
        request: ({ url }) => url.searchParams.set('force', 'true'),
      },
    ],
    [
      'takes any token',
      'wrong token',
      {
        request: ({ headers }) => (headers.authorization = 'Bearer test-token'),
      },
    ],
    [
      'forgets to say when an object is deleted',
      'until its last finalizer',
      {
        answer: ({ body }) => {
          delete Object(at(body, 'metadata')).deletionTimestamp;
        },
      },
    ],
    [
      'raises the generation with the status',
      'through its subresource',
      {
        answer: ({ body }, { url }) => {
          if (url.pathname.endsWith('/status')) {
            Object(at(body, 'metadata')).generation = 2;
          }
        },
      },
    ],
  ];

  it.each(wrong)('fail when it %s', async (_, only, tampering) => {
    const report = await check(address(), {
      only: [only],
      tampering,
      timeoutMs: 1_000,
    });
    expect(failed(report)).toEqual([expect.stringContaining(only)]);
    expect(report.left).toEqual([]);
  });

  it('are not made where no API server answers, or none that takes the credentials', async () => {
    const closed = await startApiServer();
    await closed.stop();
    await expect(check({ ...address(), url: closed.url })).rejects.toThrow(
      /^No API server answers at https:.* \(.*ECONNREFUSED.*\): see that it runs/,
    );
    await expect(
      check({ ...address(), certificateAuthority: 'of another' }),
    ).rejects.toThrow(/^No API server answers at .* certificate/);
    await expect(check({ ...address(), token: 'expired' })).rejects.toThrow(
      /does not accept the credentials in the kubeconfig \(401\)/,
    );
    await expect(
      check(address(), {
        tampering: { answer: ({ body }) => delete Object(body).kind },
      }),
    ).rejects.toThrow(/is no Kubernetes API server/);
  });

  it('say that nothing of Kratix was checked where it is not installed', async () => {
    const report = await check(address(), { only: ['CRDs of Kratix'] });
    const made = report.rows.filter(
      ({ outcome }) =>
        outcome.result !== 'not checked' || !outcome.why.includes('--only'),
    );
    expect(made.map(({ outcome }) => outcome)).toEqual([
      { result: 'not checked', why: 'Kratix is not installed on this cluster' },
    ]);
    expect(exitCodeOf(report)).toBe(3);
  });
});
