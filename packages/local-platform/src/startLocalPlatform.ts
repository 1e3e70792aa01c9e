import { promises as fs } from 'node:fs';
import path from 'node:path';
import { AuthorizationMode, createApiServer } from './apiserver';
import { FaultBox } from './faults';
import {
  BareRepositories,
  checkGit,
  GitHttpServer,
  GitStateStoreWriter,
} from './git';
import { GitOps, gitOpsObjects, startGitOps } from './gitops';
import { KratixConfig, startKratix } from './kratix';
import { KubeClient } from './kube';
import { BuiltinContainer, ImageMap, PipelineRuntime } from './pipelines';
import { DataDirectory } from './platform/DataDirectory';
import { explainListenError } from './platform/explainListenError';
import { installFiles, installManifests } from './platform/installManifests';
import { PlatformLogger } from './platform/PlatformLogger';
import { podLogReader } from './platform/podLogReader';
import { findPromises, yamlFiles } from './platform/readManifests';
import {
  PLATFORM_DESTINATION,
  REPOSITORIES,
  setupObjects,
} from './platform/setupObjects';
import {
  endMarkedProcesses,
  MARKER_VARIABLE,
  markerOf,
} from './process/orphans';

/**
 * How a local platform is started.
 *
 * @public
 */
export interface LocalPlatformOptions {
  /** Where everything is kept. One platform at a time works on a directory. */
  dataDir: string;
  /** Port of the Kubernetes API on 127.0.0.1; 0 takes a free one. Default: 6440. */
  port?: number;
  /** Port of the Git repositories on 127.0.0.1; 0 takes a free one. Default: 6441. */
  gitPort?: number;
  /** Directories whose Promises (`<promise>/promise.yaml`) are installed, with their image mappings (`<promise>/images.yaml`). */
  promises?: string[];
  /** More files that map container images to local commands. */
  images?: string[];
  /** Manifests, or directories of manifests, to apply after the platform's own set-up. */
  setup?: string[];
  /** The first delay before something that failed is tried again, in milliseconds. Default: 10 seconds. */
  retryBackoffMs?: number;
  /** How long one step of a pipeline may run, in milliseconds. Default: 10 minutes. */
  stepTimeoutMs?: number;
  /**
   * Who may do what: `always-allow` lets every caller of the API do everything, `rbac` asks the stored roles and
   * bindings, as Kubernetes does. The holder of {@link LocalPlatform.token} may do everything either way.
   * Default: `always-allow`.
   */
  authorization?: AuthorizationMode;
  /** Settings of Kratix that differ from its defaults. */
  kratix?: Partial<KratixConfig>;
  /** Told what happens. Default: nobody is. */
  logger?: PlatformLogger;
}

/**
 * A local platform that runs.
 *
 * @public
 */
export interface LocalPlatform {
  /** Address of the Kubernetes API. */
  url: string;
  /** Address of the Git server; a repository is at `<gitUrl>/<name>.git`. */
  gitUrl: string;
  /** A kubeconfig for the API, with one context, `local`; only this user may read it. */
  kubeconfigPath: string;
  /** The certificate (PEM) that clients of the API are to trust. */
  certificateAuthority: string;
  /** What requests to the API need as bearer token, and pushes as the password of the user `kratix`. */
  token: string;
  /** The API in this process, without HTTP. */
  client: KubeClient;
  /** Ends everything; what was under way goes on at the next start. */
  stop(): Promise<void>;
}

/**
 * Starts a Kubernetes API with Kratix, a pipeline runtime and Git repositories, all in this process.
 * Resolves when the API answers and what was asked for is installed; a manifest that cannot be
 * installed is told to the logger and keeps nothing else from starting.
 *
 * @public
 * @throws Error when the data directory is in use, a port is taken or git is missing.
 */
export async function startLocalPlatform(
  options: LocalPlatformOptions,
): Promise<LocalPlatform> {
  const logger = options.logger ?? { info() {}, error() {} };
  const onError = (message: string) => logger.error(message);
  /** What has been started so far, first to last; ended the other way round. */
  const started: Array<() => Promise<void>> = [];
  const stop = async () => {
    for (const end of started.splice(0).reverse()) {
      await end();
    }
  };
  try {
    await checkGit();
    const data = await DataDirectory.open(options.dataDir);
    started.push(() => data.close());
    const marker = markerOf(data.directory);
    const processEnvironment = { [MARKER_VARIABLE]: marker };
    const ended = await endMarkedProcesses(MARKER_VARIABLE, marker);
    if (ended > 0) {
      logger.info(
        `Ended ${ended} process(es) that an earlier platform left behind`,
      );
    }
    const token = await data.token();

    const repositories = new BareRepositories(data.file('repositories'));
    await repositories.cleanUp();
    await Promise.all(REPOSITORIES.map(name => repositories.ensure(name)));
    const faults = new FaultBox();
    const gitPort = options.gitPort ?? 6441;
    const toldOfPushes: GitOps[] = [];
    const gitServer = await GitHttpServer.start({
      repositories,
      port: gitPort,
      token,
      processEnvironment,
      onError,
      onPush: name =>
        toldOfPushes.forEach(one => one.pushed(`${gitServer.url}/${name}.git`)),
      faultOf: (repository, pushing) =>
        faults.strikeRepository(repository, pushing),
    }).catch(error => {
      throw explainListenError(error, gitPort, '--git-port');
    });
    started.push(() => gitServer.stop());

    const port = options.port ?? 6440;
    const apiServer = await createApiServer({
      file: data.file('state.db'),
      token,
      faults,
      authorization: options.authorization,
      onForbidden: message => logger.info(`Refused: ${message}`),
      port,
      logger: { error: onError },
    });
    started.push(() => apiServer.close());
    const { client } = apiServer;

    const promises = await collect(options.promises, findPromises);
    const images = [
      ...(options.images ?? []),
      ...promises.flatMap(promise => promise.images ?? []),
    ].map(file => path.resolve(file));
    await Promise.all(images.map(file => fs.access(file)));

    const builtinImages = new Map<string, BuiltinContainer>();
    const runtime = new PipelineRuntime({
      client,
      directory: data.file('pods'),
      images: new ImageMap(images),
      builtinImages,
      retryBackoffMs: options.retryBackoffMs ?? 10_000,
      stepTimeoutMs: options.stepTimeoutMs ?? 600_000,
      processEnvironment,
      onError,
    });
    apiServer.onLogs(podLogReader(client, runtime));
    started.push(() => runtime.stop());
    const writer = new GitStateStoreWriter({
      directory: data.file('mirrors'),
      processEnvironment,
    });
    const kratixLogger = {
      debug() {},
      info() {},
      warn: onError,
      error: onError,
    };
    const kratix = await startKratix({
      client,
      registerAdmission: (matcher, check) =>
        apiServer.registerAdmission(matcher, check),
      writer,
      config: options.kratix,
      logger: kratixLogger,
    });
    started.push(() => kratix.stop());
    kratix.builtins.forEach((run, image) => builtinImages.set(image, run));
    await runtime.start();
    const gitOps = await startGitOps({
      client,
      writer,
      logger: kratixLogger,
      recheckMs: 1_000,
      maxBackoffMs: 60_000,
    });
    toldOfPushes.push(gitOps);
    started.push(() => gitOps.stop());

    await installManifests(client, [
      ...setupObjects(gitServer.url, token),
      ...gitOpsObjects(
        `${gitServer.url}/${PLATFORM_DESTINATION.repository}.git`,
        PLATFORM_DESTINATION.path,
      ),
    ]);
    await apiServer.listen().catch(error => {
      throw explainListenError(error, port, '--port');
    });
    const kubeconfigPath = await data.writePrivate(
      'kubeconfig',
      apiServer.kubeconfig('local'),
    );
    const setup = await collect(options.setup, yamlFiles);
    await installFiles(client, setup, logger);
    await installFiles(
      client,
      promises.map(({ file }) => file),
      logger,
    );
    return {
      url: apiServer.url,
      gitUrl: gitServer.url,
      kubeconfigPath,
      certificateAuthority: apiServer.certificateAuthority,
      token,
      client,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function collect<T>(
  places: string[] | undefined,
  find: (place: string) => Promise<T[]>,
): Promise<T[]> {
  const found = await Promise.all(
    (places ?? []).map(place => find(path.resolve(place))),
  );
  return found.flat();
}
