import { FaultBox } from '../faults';
import type { AdmissionCheck, KubeClient } from '../kube';
import { ServiceAccountTokens } from './authentication/ServiceAccountTokens';
import { alwaysAllow } from './authorization/Authorizer';
import { createBootstrapPolicy } from './authorization/bootstrapPolicy';
import { rbacAuthorizer } from './authorization/rbacAuthorizer';
import { RbacPolicy } from './authorization/RbacPolicy';
import { ClusterRoleAggregator } from './controllers/ClusterRoleAggregator';
import { ContentCleaner } from './controllers/ContentCleaner';
import { EventExpiry } from './controllers/EventExpiry';
import { GarbageCollector } from './controllers/GarbageCollector';
import { TokenSecretController } from './controllers/TokenSecretController';
import { createHttpServer } from './http/createHttpServer';
import { ensureCertificate } from './http/ensureCertificate';
import type { LogReader } from './http/LogReader';
import { InProcessClient } from './InProcessClient';
import { AdmissionChain, AdmissionMatcher } from './operations/AdmissionChain';
import type { ApiContext } from './operations/ApiContext';
import { createSystemNamespaces } from './createSystemNamespaces';
import { ResourceCatalog } from './resources/ResourceCatalog';
import { writeKubeconfig } from './writeKubeconfig';
import { ObjectStore } from './store/ObjectStore';
import { WatchHub } from './store/WatchHub';

/** Where to tell of what went wrong inside. */
export interface ApiServerLogger {
  error(message: string): void;
}

/** How it is decided who may do what; named as for the API server of Kubernetes. */
export type AuthorizationMode = 'always-allow' | 'rbac';

/** Settings of the API server. */
export interface ApiServerOptions {
  /** The SQLite file; made when there is none. Its folder must exist. */
  file: string;
  /** The bearer token of `kubernetes-admin`, who may do everything. */
  token: string;
  /**
   * Who else may do what: `always-allow` lets every caller do everything, `rbac` asks the stored roles and bindings.
   * Default: `always-allow`.
   */
  authorization?: AuthorizationMode;
  /** A loopback address. Default 127.0.0.1. */
  host?: string;
  /** Default 0: any free port. */
  port?: number;
  /** How many changes are kept for watches to resume from. Default 20,000. */
  historyLimit?: number;
  /** Told of each request that the roles and bindings do not allow, in the words of its answer. */
  onForbidden?(message: string): void;
  /** The faults that its clients meet. Default: none but those that they add. */
  faults?: FaultBox;
  /** Default: standard error. */
  logger?: ApiServerLogger;
}

/** The Kubernetes API of the local platform. */
export interface ApiServer {
  /** The API in process; works without {@link ApiServer.listen}. */
  client: KubeClient;
  /** Adds an admission check; checks run in the order of their registration, on every way into the API. */
  registerAdmission(matcher: AdmissionMatcher, check: AdmissionCheck): void;
  /** Sets who reads the logs of Pods. Without it, `pods/log` answers that there are none. */
  onLogs(reader: LogReader): void;
  /** Serves HTTP. Rejects when the address is taken. */
  listen(): Promise<void>;
  /** Ends every connection and watch, waits for writes under way, and closes the file. */
  close(): Promise<void>;
  /** The address being served, for example `https://127.0.0.1:6440`. Throws before {@link ApiServer.listen}. */
  readonly url: string;
  /** The certificate (PEM) that clients are to trust; it stays the same for one file. */
  readonly certificateAuthority: string;
  /**
   * A kubeconfig file with address, certificate and token, and one context of that name. Throws before
   * {@link ApiServer.listen}.
   */
  kubeconfig(context: string): string;
}

/**
 * Opens the Kubernetes API of the local platform on a SQLite file: built-in kinds as far as Kratix needs them,
 * custom resources by CRD, admission, garbage collection, watches. Served over TLS, since kubectl sends no token
 * without; with a certificate of its own.
 */
export async function createApiServer(
  options: ApiServerOptions,
): Promise<ApiServer> {
  const logger: ApiServerLogger = options.logger ?? {
    error: message => process.stderr.write(`${message}\n`),
  };
  const onError = (error: unknown) =>
    logger.error(
      `API server: ${
        error instanceof Error ? error.stack ?? error.message : String(error)
      }`,
    );
  const store = new ObjectStore(options.file, {
    historyLimit: options.historyLimit ?? 20_000,
  });
  const hub = new WatchHub(store, onError);
  const ctx: ApiContext = {
    store,
    hub,
    catalog: new ResourceCatalog(store),
    admission: new AdmissionChain(),
    now: () => new Date(),
  };
  const client = new InProcessClient(ctx, onError);
  await createSystemNamespaces(client);
  const garbageCollector = new GarbageCollector(ctx, onError);
  const contentCleaner = new ContentCleaner(ctx, onError);
  const host = options.host ?? '127.0.0.1';
  const certificate = await ensureCertificate(store, host, ctx.now());
  const tokens = new ServiceAccountTokens(store, ctx.now);
  const tokenSecrets = new TokenSecretController(
    ctx,
    { tokens, certificateAuthority: certificate.certificate },
    onError,
  );
  const aggregator = new ClusterRoleAggregator(ctx, onError);
  const eventExpiry = new EventExpiry(ctx, onError);
  const policy = new RbacPolicy(store);
  const byRoles = options.authorization === 'rbac';
  if (byRoles) await createBootstrapPolicy(client);
  const http = createHttpServer(ctx, {
    host,
    certificate,
    port: options.port ?? 0,
    faults: options.faults ?? new FaultBox(),
    adminToken: options.token,
    tokens,
    authorizer: byRoles ? rbacAuthorizer(policy) : alwaysAllow,
    onForbidden: options.onForbidden ?? (() => {}),
    onError,
  });

  return {
    client,
    registerAdmission: (matcher, check) =>
      ctx.admission.register(matcher, check),
    onLogs: reader => http.onLogs(reader),
    listen: () => http.listen(),
    get url() {
      return http.url;
    },
    certificateAuthority: certificate.certificate,
    kubeconfig: context =>
      writeKubeconfig({
        context,
        server: http.url,
        certificateAuthority: certificate.certificate,
        token: options.token,
      }),
    async close() {
      await http.close();
      await Promise.all(
        [
          garbageCollector,
          contentCleaner,
          tokenSecrets,
          aggregator,
          eventExpiry,
        ].map(one => one.close()),
      );
      policy.close();
      ctx.catalog.close();
      hub.close();
      store.close();
    },
  };
}
