import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ApiServer, createApiServer } from '../apiserver';
import { KubeObject } from '../kube';
import { until } from '../testing/until';
import { BuiltinContainer } from './builtin';
import { ImageMap } from './ImageMap';
import { PipelineRuntime, PipelineRuntimeOptions } from './PipelineRuntime';
import { PodStatus, readPodStatus } from './podStatus';
import { CONFIG_MAPS, EVENTS, JOBS, PODS, SECRETS } from './resourceTypes';

const node = 'example.com/node:1';

jest.setTimeout(60_000);

describe('PipelineRuntime', () => {
  let directory: string;
  let server: ApiServer;
  let runtime: PipelineRuntime | undefined;
  let errors: string[];

  beforeEach(async () => {
    directory = await fs.mkdtemp(path.join(tmpdir(), 'runtime-'));
    await fs.writeFile(
      path.join(directory, 'images.yaml'),
      `images:\n  ${node}: { command: [node] }\n`,
    );
    errors = [];
    server = await createApiServer({
      file: path.join(directory, 'state.db'),
      token: 't',
      logger: { error: message => errors.push(message) },
    });
  });

  afterEach(async () => {
    await runtime?.stop();
    runtime = undefined;
    await server.close();
    await fs.rm(directory, { recursive: true, force: true });
    if (errors.length > 0) {
      throw new Error(`Errors were reported: ${errors.join('\n')}`);
    }
  });

  const start = async (
    options: Partial<PipelineRuntimeOptions> & {
      builtins?: Record<string, BuiltinContainer>;
    } = {},
  ) => {
    runtime = new PipelineRuntime({
      client: server.client,
      directory: path.join(directory, 'pods'),
      images: new ImageMap([path.join(directory, 'images.yaml')]),
      builtinImages: new Map(Object.entries(options.builtins ?? {})),
      retryBackoffMs: 20,
      stepTimeoutMs: 30_000,
      processEnvironment: {},
      onError: message => errors.push(message),
      ...options,
    });
    await runtime.start();
    return runtime;
  };

  const script = (name: string, code: string, rest: object = {}) => ({
    name,
    image: node,
    args: ['-e', code],
    ...rest,
  });

  const createJob = (podSpec: object, spec: object = {}, name = 'job') =>
    server.client.create(JOBS, {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name, namespace: 'default' },
      spec: {
        template: {
          metadata: { labels: { app: 'test' } },
          spec: { restartPolicy: 'OnFailure', ...podSpec },
        },
        ...spec,
      },
    });

  const conditions = (object: KubeObject | undefined) => {
    const status = object?.status;
    const list =
      typeof status === 'object' && status !== null && 'conditions' in status
        ? (status.conditions as Array<{ type: string; status: string }>)
        : [];
    return list.filter(one => one.status === 'True').map(one => one.type);
  };

  const jobWith = (condition: string, name = 'job') =>
    until(`the Job to be ${condition}`, async () => {
      const job = await server.client.get(JOBS, name, 'default');
      return conditions(job).includes(condition) ? job : undefined;
    });

  const pods = () => server.client.list(PODS, { namespace: 'default' });

  const podWith = (what: string, matches: (status: PodStatus) => boolean) =>
    until(what, async () =>
      (await pods()).find(pod => {
        const status = readPodStatus(pod);
        return status && matches(status);
      }),
    );

  const log = async (pod: KubeObject, container: string, previous = false) => {
    let text = '';
    for await (const part of runtime?.readLog(pod, container, { previous }) ??
      []) {
      text += part;
    }
    return text;
  };

  const volumes = {
    volumes: [
      { name: 'in', emptyDir: {} },
      { name: 'out', emptyDir: {} },
      { name: 'meta', emptyDir: {} },
    ],
  };
  const mounts = (readOnly: boolean) => ({
    volumeMounts: [
      { name: 'in', mountPath: '/kratix/input', readOnly },
      { name: 'out', mountPath: '/kratix/output' },
      { name: 'meta', mountPath: '/kratix/metadata' },
    ],
  });

  it('runs the containers of a Job in order over shared directories', async () => {
    const seen: Record<string, unknown> = {};
    await start({
      builtins: {
        'adapter:latest': async context => {
          if (context.command[0] === 'reader') {
            await fs.writeFile(
              context.mounts('/kratix/input/object.yaml'),
              'kind: Test\n',
            );
          } else {
            seen.output = await fs.readFile(
              context.mounts('/kratix/output/result'),
              'utf8',
            );
            seen.env = context.env.WHO;
          }
          context.log(`done ${context.args.join()}`);
          return 0;
        },
      },
    });
    await createJob({
      ...volumes,
      initContainers: [
        {
          name: 'reader',
          image: 'adapter',
          command: ['reader'],
          ...mounts(false),
        },
        script(
          'step',
          `const fs = require('node:fs'), root = process.env.KRATIX_ROOT;
           const input = fs.readFileSync(root + '/input/object.yaml', 'utf8');
           try { fs.writeFileSync(root + '/input/object.yaml', 'spoiled'); } catch {}
           try { fs.rmSync(root + '/input', { recursive: true }); } catch {}
           fs.writeFileSync(root + '/output/result', 'from ' + input);
           console.log('cwd', process.cwd() === process.env.HOME);`,
          mounts(true),
        ),
        script(
          'second',
          `const fs = require('node:fs'), root = process.env.KRATIX_ROOT;
           fs.appendFileSync(root + '/output/result', fs.readFileSync(root + '/input/object.yaml'));`,
          mounts(true),
        ),
      ],
      containers: [
        {
          name: 'writer',
          image: 'adapter',
          command: ['writer'],
          args: ['--for', '$(WHO)'],
          env: [
            {
              name: 'WHO',
              valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } },
            },
          ],
          ...mounts(false),
        },
      ],
    });
    const job = await jobWith('Complete');
    expect(job.status).toMatchObject({ succeeded: 1, ready: 0 });
    expect(seen).toEqual({
      output: 'from kind: Test\nkind: Test\n',
      env: 'default',
    });
    const [pod] = await pods();
    expect(pod.metadata.name).toMatch(/^job-[a-z0-9]{5}$/);
    expect(pod.metadata.labels).toEqual({
      app: 'test',
      'job-name': 'job',
      'controller-uid': job.metadata.uid,
      'batch.kubernetes.io/job-name': 'job',
      'batch.kubernetes.io/controller-uid': job.metadata.uid,
    });
    expect(pod.metadata.finalizers ?? []).toEqual([]);
    const status = readPodStatus(pod);
    expect(status?.phase).toBe('Succeeded');
    expect(
      [
        ...(status?.initContainerStatuses ?? []),
        ...(status?.containerStatuses ?? []),
      ].map(({ name, state, restartCount }) => [
        name,
        state.terminated?.reason,
        state.terminated?.exitCode,
        restartCount,
      ]),
    ).toEqual([
      ['reader', 'Completed', 0, 0],
      ['step', 'Completed', 0, 0],
      ['second', 'Completed', 0, 0],
      ['writer', 'Completed', 0, 0],
    ]);
    expect(await log(pod, 'step')).toBe('cwd true\n');
    expect(await log(pod, 'writer')).toBe('done --for,default\n');
    await until('the events', async () => {
      const reasons = (await server.client.list(EVENTS)).map(
        event => event.reason,
      );
      return [
        'SuccessfulCreate',
        'Pulled',
        'Created',
        'Started',
        'Completed',
      ].every(reason => reasons.includes(reason));
    });
    await until('only the logs to be left', async () => {
      const files = await fs.readdir(
        path.join(directory, 'pods', pod.metadata.uid ?? ''),
      );
      return files.join() === 'logs';
    });
  });

  it('starts a step that fails again in place, then gives the Job up', async () => {
    await start();
    await createJob(
      {
        initContainers: [script('first', '')],
        containers: [script('bad', 'console.log("why"); process.exit(3)')],
      },
      { backoffLimit: 3 },
    );
    const waiting = await podWith('a back-off', status =>
      status.containerStatuses.some(
        ({ state }) => state.waiting?.reason === 'CrashLoopBackOff',
      ),
    );
    expect(readPodStatus(waiting)?.containerStatuses[0]).toMatchObject({
      lastState: { terminated: { exitCode: 3, reason: 'Error' } },
    });
    expect(await log(waiting, 'bad', true)).toMatch(/^(why\n)?$/);
    const job = await jobWith('Failed');
    expect(job.status).toMatchObject({
      failed: 1,
      conditions: expect.arrayContaining([
        expect.objectContaining({
          type: 'Failed',
          reason: 'BackoffLimitExceeded',
          message: 'Job has reached the specified backoff limit',
        }),
      ]),
    });
    await until('the Pod to go', async () => (await pods()).length === 0);
  });

  it('makes a new Pod for each try where containers are not restarted', async () => {
    await start();
    await createJob(
      {
        restartPolicy: 'Never',
        initContainers: [script('bad', 'process.exit(1)')],
        containers: [script('never', 'process.exit(0)')],
      },
      { backoffLimit: 2 },
    );
    const job = await jobWith('Failed');
    expect(job.status).toMatchObject({ failed: 3 });
    const all = await pods();
    expect(all).toHaveLength(3);
    expect(all.map(pod => readPodStatus(pod)?.phase)).toEqual(
      Array(3).fill('Failed'),
    );
  });

  it('waits for an image that nothing stands for, and starts once it is mapped', async () => {
    await start();
    const image = 'ghcr.io/acme/unknown:v1';
    await createJob({ containers: [{ name: 'main', image }] });
    const pod = await podWith('a pull that failed', status =>
      status.containerStatuses.some(
        ({ state }) => state.waiting?.reason === 'ImagePullBackOff',
      ),
    );
    expect(
      readPodStatus(pod)?.containerStatuses[0].state.waiting?.message,
    ).toMatch(/ghcr\.io\/acme\/unknown:v1.*images\.yaml/);
    await until('the event', async () =>
      (
        await server.client.list(EVENTS)
      ).some(
        event =>
          event.reason === 'Failed' &&
          String(event.message).startsWith(`Failed to pull image "${image}"`),
      ),
    );
    await fs.writeFile(
      path.join(directory, 'images.yaml'),
      `images:\n  ${image}: { command: [node, -e, "console.log(1)"] }\n`,
    );
    await jobWith('Complete');
  });

  it('gives values of ConfigMaps and Secrets as variables and files, and waits for them', async () => {
    await start();
    await createJob({
      volumes: [{ name: 'c', configMap: { name: 'settings' } }],
      containers: [
        script(
          'main',
          `const fs = require('node:fs');
           console.log(process.env.PASSWORD, process.env.CITY);`,
          {
            envFrom: [{ configMapRef: { name: 'settings' } }],
            env: [
              {
                name: 'PASSWORD',
                valueFrom: { secretKeyRef: { name: 'login', key: 'password' } },
              },
            ],
            volumeMounts: [{ name: 'c', mountPath: '/etc/settings' }],
          },
        ),
      ],
    });
    await until('a failed mount', async () =>
      (
        await server.client.list(EVENTS)
      ).some(
        event =>
          event.reason === 'FailedMount' &&
          String(event.message).includes('configmap "settings" not found'),
      ),
    );
    const metadata = { name: 'settings', namespace: 'default' };
    await server.client.create(CONFIG_MAPS, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata,
      data: { CITY: 'Bern' },
    });
    await podWith('the missing Secret to show', status =>
      status.containerStatuses.some(
        ({ state }) =>
          state.waiting?.reason === 'CreateContainerConfigError' &&
          state.waiting.message === 'secret "login" not found',
      ),
    );
    await server.client.create(SECRETS, {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'login', namespace: 'default' },
      data: { password: Buffer.from('hush').toString('base64') },
    });
    await jobWith('Complete');
    const [pod] = await pods();
    expect(await log(pod, 'main')).toBe('hush Bern\n');
  });

  it('kills a step that takes too long', async () => {
    await start({ stepTimeoutMs: 300 });
    await createJob(
      { containers: [script('main', 'setInterval(() => {}, 1000)')] },
      { backoffLimit: 1 },
    );
    const killed = await podWith('the step to be killed', status =>
      status.containerStatuses.some(
        ({ state, lastState }) => state.terminated ?? lastState.terminated,
      ),
    );
    expect(JSON.stringify(killed.status)).toContain(
      '"reason":"DeadlineExceeded"',
    );
    await jobWith('Failed');
  });

  it('ends a Job at its deadline, with its processes', async () => {
    const file = path.join(directory, 'pid');
    await start();
    await createJob(
      { containers: [script('main', hangingScript(file))] },
      { activeDeadlineSeconds: 3 },
    );
    const job = await jobWith('Failed');
    expect(JSON.stringify(job.status)).toContain('DeadlineExceeded');
    await expectEnded(file);
  });

  it('ends the processes of a Job that is suspended, and starts anew when it is resumed', async () => {
    const file = path.join(directory, 'pid');
    await start();
    await createJob({ containers: [script('main', hangingScript(file))] });
    await readPid(file);
    const suspend = (value: boolean) =>
      server.client.mergePatch(JOBS, 'job', 'default', {
        spec: { suspend: value },
      });
    await suspend(true);
    await jobWith('Suspended');
    await expectEnded(file);
    await until('the Pod to go', async () => (await pods()).length === 0);
    await fs.rm(file);
    await suspend(false);
    expect(await readPid(file)).toBeGreaterThan(0);
  });

  it('ends the processes and removes the files of a Job that is deleted', async () => {
    const file = path.join(directory, 'pid');
    await start();
    await createJob({ containers: [script('main', hangingScript(file))] });
    await readPid(file);
    await server.client.delete(JOBS, 'job', 'default');
    await until('the Pod to go', async () => (await pods()).length === 0);
    await expectEnded(file);
    await until('its files to go', async () => {
      const left = await fs.readdir(path.join(directory, 'pods'));
      return left.length === 0;
    });
    expect(await server.client.get(JOBS, 'job', 'default')).toBeUndefined();
  });

  it('goes on after a stop: what ran starts again, once', async () => {
    const file = path.join(directory, 'pid');
    const runs = path.join(directory, 'runs');
    await start();
    await createJob(
      {
        initContainers: [
          script('count', appendScript(runs, 'count')),
          script(
            'main',
            `${appendScript(runs, 'main')}
             if (require('node:fs').existsSync(${JSON.stringify(
               `${file}.go`,
             )})) process.exit(0);
             ${hangingScript(file)}`,
          ),
        ],
        containers: [script('last', appendScript(runs, 'last'))],
      },
      { backoffLimit: 0 },
    );
    await readPid(file);
    await runtime?.stop();
    await expectEnded(file);
    const [stopped] = await pods();
    expect(readPodStatus(stopped)?.phase).toBe('Pending');
    await fs.writeFile(`${file}.go`, '');
    await start();
    await jobWith('Complete');
    expect((await fs.readFile(runs, 'utf8')).trim().split('\n')).toEqual([
      'count',
      'main',
      'count',
      'main',
      'last',
    ]);
    const [pod] = await pods();
    expect(pod.metadata.uid).toBe(stopped.metadata.uid);
    expect(
      readPodStatus(pod)?.initContainerStatuses?.[1].lastState.terminated,
    ).toMatchObject({ exitCode: 255, reason: 'Unknown' });
  });

  it('runs many Jobs, each once', async () => {
    await start();
    const runs = path.join(directory, 'runs');
    const jobs = Array.from({ length: 12 }, (_, index) => `job-${index}`);
    await Promise.all(
      jobs.map(name =>
        createJob(
          { containers: [script('main', appendScript(runs, name))] },
          {},
          name,
        ),
      ),
    );
    await Promise.all(jobs.map(name => jobWith('Complete', name)));
    const lines = (await fs.readFile(runs, 'utf8')).trim().split('\n');
    expect(lines.sort()).toEqual([...jobs].sort());
    expect(await pods()).toHaveLength(jobs.length);
  });
});

function hangingScript(pidFile: string): string {
  return `require('node:fs').writeFileSync(${JSON.stringify(
    pidFile,
  )}, String(process.pid)); setInterval(() => {}, 1000);`;
}

function appendScript(file: string, line: string): string {
  return `require('node:fs').appendFileSync(${JSON.stringify(
    file,
  )}, ${JSON.stringify(`${line}\n`)});`;
}

async function readPid(file: string): Promise<number> {
  return until('the process to start', async () => {
    const text = await fs.readFile(file, 'utf8').catch(() => '');
    return Number(text) || undefined;
  });
}

async function expectEnded(file: string): Promise<void> {
  const pid = await readPid(file);
  await until('the process to end', async () => {
    try {
      process.kill(pid, 0);
      return false;
    } catch {
      return true;
    }
  });
}
