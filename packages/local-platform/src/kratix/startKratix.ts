import {
  AdmissionCheck,
  AdmissionRequest,
  KubeClient,
  KubeObject,
} from '../kube';
import { StateStoreWriter } from '../git/stateStoreWriter';
import { BuiltinImages } from '../pipelines/builtin';
import { pipelineAdapter } from './adapter/pipelineAdapter';
import { checkDestination } from './admission/checkDestination';
import { checkPromise } from './admission/checkPromise';
import { checkRevision } from './admission/checkRevision';
import { refuseUnsupported } from './admission/refuseUnsupported';
import { KratixConfig, defaultKratixConfig } from './config';
import {
  CONTROLLER_SERVICE_ACCOUNT,
  SYSTEM_NAMESPACE,
  labels,
} from './constants';
import { destinationController } from './controllers/destinationController';
import { gitStateStoreController } from './controllers/gitStateStoreController';
import { healthRecordController } from './controllers/healthRecordController';
import { PromiseController } from './controllers/promiseController';
import { promiseRevisionController } from './controllers/promiseRevisionController';
import { resourceBindingController } from './controllers/resourceBindingController';
import { workController } from './controllers/workController';
import { workPlacementController } from './controllers/workPlacementController';
import { kratixCrds } from './crds';
import { resourceTypes } from './resourceTypes';
import { KratixContext } from './runtime/context';
import { KratixLogger } from './runtime/logger';

/** What Kratix needs from the platform it runs on. */
export interface KratixOptions {
  client: KubeClient;
  /** As the API server offers it; called before anything is started. */
  registerAdmission(
    matcher: {
      group: string;
      resource?: string;
      operations?: AdmissionRequest['operation'][];
    },
    check: AdmissionCheck,
  ): void;
  writer: StateStoreWriter;
  /** Whatever differs from {@link defaultKratixConfig}. */
  config?: Partial<KratixConfig>;
  logger: KratixLogger;
  /** The present; tests move it. */
  now?: () => Date;
  /** Chooses among matching Destinations; gives 0 to 1. */
  random?: () => number;
}

/** Kratix at work. */
export interface Kratix {
  /** The images of Kratix' own pipeline containers, for the runtime that runs the Jobs. */
  builtins: BuiltinImages;
  /** Resolves when nothing is being worked on any more. What was begun goes on at the next start. */
  stop(): Promise<void>;
}

async function installCrds(client: KubeClient): Promise<void> {
  const type = resourceTypes.customResourceDefinitions;
  for (const crd of kratixCrds()) {
    const existing = await client.get(type, crd.metadata.name);
    if (existing) {
      await client.update(type, { ...existing, spec: crd.spec });
    } else {
      await client.create(type, crd);
    }
  }
}

async function installObjects(
  client: KubeClient,
  config: KratixConfig,
): Promise<void> {
  const metadata = (name: string) => ({
    name,
    namespace: SYSTEM_NAMESPACE,
    labels: { [labels.partOf]: 'kratix' },
  });
  if (!(await client.get(resourceTypes.namespaces, SYSTEM_NAMESPACE))) {
    await client.create(resourceTypes.namespaces, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: SYSTEM_NAMESPACE },
    });
  }
  const account = resourceTypes.serviceAccounts;
  if (
    !(await client.get(account, CONTROLLER_SERVICE_ACCOUNT, SYSTEM_NAMESPACE))
  ) {
    await client.create(account, {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: metadata(CONTROLLER_SERVICE_ACCOUNT),
    });
  }
  const adapter: KubeObject = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: metadata('kratix-platform-pipeline-adapter-config'),
    data: { PIPELINE_ADAPTER_IMG: config.pipelineAdapterImage },
  };
  const existing = await client.get(
    resourceTypes.configMaps,
    adapter.metadata.name,
    SYSTEM_NAMESPACE,
  );
  if (existing) {
    await client.update(resourceTypes.configMaps, {
      ...existing,
      data: adapter.data,
    });
  } else {
    await client.create(resourceTypes.configMaps, adapter);
  }
}

function registerChecks({ client, registerAdmission }: KratixOptions): void {
  const group = 'platform.kratix.io';
  registerAdmission({ group, resource: 'promises' }, checkPromise(client));
  registerAdmission(
    { group, resource: 'destinations' },
    checkDestination(client),
  );
  registerAdmission({ group, resource: 'promiserevisions' }, checkRevision());
  const operations: AdmissionRequest['operation'][] = ['CREATE'];
  registerAdmission(
    { group, resource: 'promisereleases', operations },
    refuseUnsupported('apply the Promise itself'),
  );
  registerAdmission(
    { group, resource: 'dryruns', operations },
    refuseUnsupported('apply the request to a Promise of its own instead'),
  );
  registerAdmission(
    { group, resource: 'bucketstatestores', operations },
    refuseUnsupported('use a GitStateStore'),
  );
}

/**
 * Starts Kratix on a Kubernetes API: installs its resource definitions and checks, and its controllers.
 * All they know is in the API, so that they may be stopped, or killed, at any moment.
 */
export async function startKratix(options: KratixOptions): Promise<Kratix> {
  const { client, writer, logger } = options;
  const config: KratixConfig = { ...defaultKratixConfig, ...options.config };
  const context: KratixContext = {
    client,
    writer,
    config,
    logger,
    now: options.now ?? (() => new Date()),
    random: options.random ?? Math.random,
  };
  await installCrds(client);
  await installObjects(client, config);
  registerChecks(options);
  const running = [
    gitStateStoreController(context),
    destinationController(context),
    workPlacementController(context),
    workController(context),
    resourceBindingController(context),
    promiseRevisionController(context),
    healthRecordController(context),
    new PromiseController(context),
  ].map(controller => controller.start());
  return {
    builtins: new Map([
      [
        config.pipelineAdapterImage,
        pipelineAdapter(client, config, context.now),
      ],
    ]),
    stop: async () => {
      await Promise.all(running.map(controller => controller.stop()));
    },
  };
}
