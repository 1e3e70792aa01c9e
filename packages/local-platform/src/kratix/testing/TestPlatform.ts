import { execFile } from 'node:child_process';
import {
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rm,
  writeFile,
} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { ApiServer, createApiServer } from '../../apiserver';
import {
  BareRepositories,
  GitHttpServer,
  GitStateStoreWriter,
} from '../../git';
import { KubeObject, KubeClient, ResourceType } from '../../kube';
import { ImageMap, PipelineRuntime } from '../../pipelines';
import { Kratix, startKratix } from '..';
import { KratixConfig } from '../config';
import { resourceTypes } from '../resourceTypes';

const run = promisify(execFile);
const TOKEN = 'test-token';

/** The image of the only step that the tests' pipelines have. */
export const STEP_IMAGE = 'example.com/step:v1';

/** A Kratix with everything real around it, in a directory of its own. */
export class TestPlatform {
  private api!: ApiServer;
  private git!: GitHttpServer;
  private runtime!: PipelineRuntime;
  private kratix!: Kratix;
  private gitPort = 0;
  private readonly repositories: BareRepositories;
  readonly problems: string[] = [];
  /** What was logged at level warn or above. */
  readonly warnings: string[] = [];

  private constructor(
    readonly directory: string,
    private readonly config: Partial<KratixConfig>,
  ) {
    this.repositories = new BareRepositories(
      path.join(directory, 'repositories'),
    );
  }

  /** @param step - the source of the step, as an ES module */
  static async create(
    step: string,
    config: Partial<KratixConfig> = {},
  ): Promise<TestPlatform> {
    const directory = await mkdtemp(path.join(os.tmpdir(), 'kratix-'));
    const platform = new TestPlatform(directory, config);
    await mkdir(path.join(directory, 'repositories'));
    await platform.setStep(step);
    await writeFile(
      path.join(directory, 'images.yaml'),
      JSON.stringify({
        images: {
          [STEP_IMAGE]: {
            command: [process.execPath, path.join(directory, 'step.mjs')],
          },
        },
      }),
    );
    await platform.start();
    return platform;
  }

  async setStep(source: string): Promise<void> {
    await writeFile(
      path.join(this.directory, 'step.mjs'),
      `import fs from 'node:fs';\nimport path from 'node:path';\nconst at = file => { const p = path.join(process.env.KRATIX_ROOT, file); fs.mkdirSync(path.dirname(p), { recursive: true }); return p; };\nconst write = (file, text) => fs.writeFileSync(at(file), text);\nconst object = fs.readFileSync(at('input/object.yaml'), 'utf8');\n${source}\n`,
    );
  }

  get client(): KubeClient {
    return this.api.client;
  }

  /** Starts all parts on what is in the directory. */
  async start(): Promise<void> {
    const onError = (message: string) => {
      this.problems.push(message);
    };
    this.api = await createApiServer({
      file: path.join(this.directory, 'state.sqlite'),
      token: TOKEN,
      logger: { error: onError },
    });
    await this.startGit();
    this.kratix = await startKratix({
      client: this.api.client,
      registerAdmission: this.api.registerAdmission,
      writer: new GitStateStoreWriter({
        directory: path.join(this.directory, 'mirrors'),
        minimumFetchIntervalMs: 0,
      }),
      config: {
        delays: { fast: 200, default: 200, slow: 1_000, maxBackoff: 1_000 },
        ...this.config,
      },
      logger: {
        debug: () => {},
        info: () => {},
        warn: message => this.warnings.push(message),
        error: message => this.warnings.push(message),
      },
    });
    this.runtime = new PipelineRuntime({
      client: this.api.client,
      directory: path.join(this.directory, 'pods'),
      images: new ImageMap([path.join(this.directory, 'images.yaml')]),
      builtinImages: this.kratix.builtins,
      retryBackoffMs: 20,
      stepTimeoutMs: 20_000,
      processEnvironment: {},
      onError,
    });
    await this.runtime.start();
  }

  async startGit(): Promise<void> {
    this.git = await GitHttpServer.start({
      repositories: this.repositories,
      port: this.gitPort,
      token: TOKEN,
    });
    this.gitPort = Number(new URL(this.git.url).port);
  }

  async stopGit(): Promise<void> {
    await this.git.stop();
  }

  async stop(): Promise<void> {
    await this.kratix.stop();
    await this.runtime.stop();
    await this.git.stop();
    await this.api.close();
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  async dispose(): Promise<void> {
    await this.stop();
    await rm(this.directory, { recursive: true, force: true });
  }

  /** A state store of its own repository, and a Destination in it. */
  async addDestination(
    name: string,
    options: {
      labels: Record<string, string>;
      mode?: string;
      initWorkloads?: boolean;
      strict?: boolean;
      repository?: string;
    },
  ): Promise<void> {
    const repository = options.repository ?? name;
    const secret = { namespace: 'default', name: `git-${repository}` };
    await this.repositories.ensure(repository);
    if (!(await this.client.get(resourceTypes.gitStateStores, repository))) {
      await this.client.create(resourceTypes.secrets, {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: secret,
        data: {
          username: Buffer.from('kratix').toString('base64'),
          password: Buffer.from(TOKEN).toString('base64'),
        },
      });
      await this.client.create(resourceTypes.gitStateStores, {
        apiVersion: 'platform.kratix.io/v1alpha1',
        kind: 'GitStateStore',
        metadata: { name: repository },
        spec: { url: `${this.git.url}/${repository}.git`, secretRef: secret },
      });
    }
    await this.client.create(resourceTypes.destinations, {
      apiVersion: 'platform.kratix.io/v1alpha1',
      kind: 'Destination',
      metadata: { name, labels: options.labels },
      spec: {
        path: name,
        stateStoreRef: { kind: 'GitStateStore', name: repository },
        strictMatchLabels: options.strict ?? false,
        filepath: { mode: options.mode ?? 'nestedByMetadata' },
        initWorkloads: { enabled: options.initWorkloads ?? false },
      },
    });
  }

  private async readRepository(
    repository: string,
    ...args: string[]
  ): Promise<string> {
    const { stdout } = await run('git', [
      '--git-dir',
      path.join(this.directory, 'repositories', `${repository}.git`),
      ...args,
    ]);
    return stdout;
  }

  /** The files at the head of a repository; none when nothing was ever written. */
  async files(repository: string): Promise<string[]> {
    try {
      const names = await this.readRepository(
        repository,
        'ls-tree',
        '-r',
        '--name-only',
        'main',
      );
      return names.split('\n').filter(name => name);
    } catch {
      return [];
    }
  }

  async file(repository: string, name: string): Promise<string> {
    return this.readRepository(repository, 'show', `main:${name}`);
  }

  /** The messages of the commits of a repository, oldest first. */
  async commits(repository: string): Promise<string[]> {
    try {
      const log = await this.readRepository(
        repository,
        'log',
        '--reverse',
        '--format=%s|%an|%ae',
        'main',
      );
      return log.split('\n').filter(line => line);
    } catch {
      return [];
    }
  }

  async head(repository: string): Promise<string> {
    return (await this.readRepository(repository, 'rev-parse', 'main')).trim();
  }

  /** @throws Error when there is none */
  async get(
    type: ResourceType,
    name: string,
    namespace?: string,
  ): Promise<KubeObject> {
    const object = await this.client.get(type, name, namespace);
    if (!object) {
      throw new Error(`${type.resource} ${name} does not exist`);
    }
    return object;
  }

  /** Everything that containers have logged, in no particular order. */
  async logs(): Promise<string> {
    const pods = path.join(this.directory, 'pods');
    const entries = await readdir(pods, {
      recursive: true,
      withFileTypes: true,
    });
    const texts = await Promise.all(
      entries
        .filter(entry => entry.isFile() && entry.name.endsWith('.log'))
        .map(entry =>
          readFile(path.join(entry.parentPath, entry.name), 'utf8'),
        ),
    );
    return texts.join('\n');
  }

  /** The notes of the events of an object, by reason. */
  async events(object: KubeObject): Promise<string[]> {
    const events = await this.client.list(resourceTypes.events);
    return events
      .filter(
        event =>
          typeof event.regarding === 'object' &&
          event.regarding !== null &&
          'uid' in event.regarding &&
          event.regarding.uid === object.metadata.uid,
      )
      .map(event => `${event.type} ${event.reason}: ${event.note}`);
  }
}
