import {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ApplyRequestBody,
  ApplyRequestResult,
  RequestRef,
  stringifyRequestRef,
} from 'backstage-plugin-kratix-common';
import { followRequest } from './followRequest';
import { KratixSession } from './KratixSession';
import { requestPageOf } from './requestPageOf';
import { Until } from './schemas';
import { waitForEntity } from './waitForEntity';

/** Services that the actions use. */
export interface ActionServices {
  auth: AuthService;
  catalog: CatalogService;
  discovery: DiscoveryService;
}

/** The parts of an action's context that the steps below use. */
export interface ActionTask {
  logger: LoggerService;
  signal?: AbortSignal;
  isDryRun?: boolean;
  secrets?: Record<string, string>;
  getInitiatorCredentials(): Promise<BackstageCredentials>;
  /** Runs once for a task, however often the task is tried again. */
  once(
    key: string,
    run: () => Promise<ApplyRequestResult>,
  ): Promise<ApplyRequestResult>;
}

/** What the actions tell about a request; the names are those of their outputs. */
export interface RequestOutcome {
  platform: string;
  promise: string;
  namespace: string;
  name: string;
  uid?: string;
  generation?: number;
  state?: string;
  entityRef?: string;
  requestUrl: string;
}

/**
 * Applies a request as the person who started the task, then waits until it has come as far as asked
 * for. In a dry run it is only checked.
 *
 * @throws Error with the reason where the request is refused, fails or does not come there in time
 */
export async function applyAndFollow(
  services: ActionServices,
  task: ActionTask,
  body: ApplyRequestBody,
  wait: { until: Until; timeoutSeconds: number; entityKind?: string },
): Promise<RequestOutcome & Pick<ApplyRequestResult, 'operation'>> {
  const session = new KratixSession(services, task);
  const apply = () =>
    session.call((client, options) =>
      client.applyRequest({ ...body, dryRun: task.isDryRun }, options),
    );
  const { metadata } = body.manifest;
  const result = task.isDryRun
    ? await apply()
    : await task.once(
        `apply ${body.platform}/${body.promise}/${metadata.namespace}/${metadata.name}`,
        apply,
      );
  const { ref, uid, generation, operation, resourceVersion } = result;
  result.warnings.forEach(warning => task.logger.warn(warning));
  const name = stringifyRequestRef(ref);
  if (task.isDryRun) {
    task.logger.info(`Request ${name} would be ${operation}`);
    return { ...ref, operation, generation, requestUrl: requestPageOf(ref) };
  }
  task.logger.info(`Request ${name} is ${operation}`);
  const reached = await waitUntil(services, task, ref, {
    ...wait,
    generation,
    // An unchanged request says nothing new: what its status says counts.
    resourceVersion: operation === 'unchanged' ? undefined : resourceVersion,
  });
  return { ...reached, uid, generation, operation };
}

/** Waits until a request has come as far as asked for. */
export async function waitUntil(
  services: ActionServices,
  task: Omit<ActionTask, 'once'>,
  ref: RequestRef,
  wait: {
    until: Until;
    timeoutSeconds: number;
    generation?: number;
    resourceVersion?: string;
    entityKind?: string;
  },
): Promise<RequestOutcome> {
  const { until, generation, resourceVersion, entityKind: kind } = wait;
  const deadline = Date.now() + wait.timeoutSeconds * 1000;
  const session = new KratixSession(services, task);
  const request = await followRequest(
    session,
    ref,
    {
      until: until === 'visible' ? 'written' : until,
      generation,
      resourceVersion,
      deadline,
    },
    task,
  );
  const entityRef =
    until === 'visible'
      ? await waitForEntity(services.catalog, ref, { kind, deadline }, task)
      : undefined;
  return {
    ...ref,
    uid: request?.uid,
    generation: request?.generation,
    state: request?.state.name,
    entityRef,
    requestUrl: requestPageOf(ref),
  };
}
