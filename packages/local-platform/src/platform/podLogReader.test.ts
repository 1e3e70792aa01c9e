import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LocalPlatform, startLocalPlatform } from '../startLocalPlatform';
import { JOBS, PODS } from '../pipelines/resourceTypes';
import { callPlatform } from '../platform/callPlatform';
import { until } from '../testing/until';

jest.setTimeout(60_000);

describe('the log of a Pod, over HTTP', () => {
  let root: string;
  let platform: LocalPlatform;

  beforeAll(async () => {
    root = await fs.mkdtemp(path.join(tmpdir(), 'logs-'));
    const images = path.join(root, 'images.yaml');
    await fs.writeFile(
      images,
      'images: { "example.com/node:*": { command: [node, -e] } }',
    );
    platform = await startLocalPlatform({
      dataDir: path.join(root, 'data'),
      port: 0,
      gitPort: 0,
      images: [images],
      retryBackoffMs: 60_000,
    });
    await platform.client.create(JOBS, {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'job', namespace: 'default' },
      spec: {
        template: {
          spec: {
            restartPolicy: 'OnFailure',
            initContainers: [
              {
                name: 'fails',
                image: 'example.com/node:1',
                args: ['console.log("run"); process.exit(1)'],
              },
            ],
            containers: [{ name: 'later', image: 'example.com/node:1' }],
          },
        },
      },
    });
  });

  afterAll(async () => {
    await platform.stop();
    await fs.rm(root, { recursive: true, force: true });
  });

  const log = async (query: string) => {
    const pod = await until('the second failure', async () => {
      const [found] = await platform.client.list(PODS);
      return found && JSON.stringify(found.status).includes('CrashLoopBackOff')
        ? found
        : undefined;
    });
    return callPlatform(
      platform.kubeconfigPath,
      'GET',
      `/api/v1/namespaces/default/pods/${pod.metadata.name}/log?${query}`,
    );
  };

  it('is that of the last run, and of the one before when asked', async () => {
    expect(await log('container=fails')).toEqual({
      status: 200,
      body: 'run\n',
    });
    expect(await log('container=fails&previous=true')).toEqual({
      status: 200,
      body: 'run\n',
    });
  });

  it.each([
    ['container=later', 'is waiting to start: PodInitializing'],
    ['container=later&previous=true', 'previous terminated container'],
    ['container=none', 'container none is not valid for pod'],
  ])('says why there is none for %s', async (query, reason) => {
    const { status, body } = await log(query);
    expect(status).toBe(400);
    expect(body).toContain(reason);
  });
});
