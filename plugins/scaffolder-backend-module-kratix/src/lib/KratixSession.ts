import {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import {
  isError,
  ResponseError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  KRATIX_CLUSTER_TOKEN_SECRET,
  KratixCallOptions,
  KratixClient,
} from 'backstage-plugin-kratix-common';
import { toTypedError } from './toTypedError';

/** What a session needs of a task. */
export interface TaskContext {
  getInitiatorCredentials(): Promise<BackstageCredentials>;
  signal?: AbortSignal;
  secrets?: Record<string, string>;
}

/** Calls `/api/kratix` as the person who started a task. */
export class KratixSession {
  private readonly auth: AuthService;
  private readonly client: KratixClient;
  private readonly task: TaskContext;

  constructor(
    services: { auth: AuthService; discovery: DiscoveryService },
    task: TaskContext,
  ) {
    this.auth = services.auth;
    this.task = task;
    this.client = new KratixClient({
      discoveryApi: services.discovery,
      fetchApi: { fetch },
    });
  }

  /**
   * Makes one call. It ends when the task is cancelled.
   *
   * @throws Error of the backend's type, with its message; ServiceUnavailableError where there is no
   * backend
   */
  async call<T>(
    send: (client: KratixClient, options: KratixCallOptions) => Promise<T>,
  ): Promise<T> {
    const { token } = await this.auth.getPluginRequestToken({
      onBehalfOf: await this.task.getInitiatorCredentials(),
      targetPluginId: 'kratix',
    });
    try {
      return await send(this.client, {
        token,
        clusterToken: this.task.secrets?.[KRATIX_CLUSTER_TOKEN_SECRET],
        signal: this.task.signal,
      });
    } catch (error) {
      throw toCallError(error);
    }
  }
}

/** What a call to a backend failed with, as a typed error. */
export function toCallError(error: unknown): unknown {
  if (error instanceof ResponseError) {
    return toTypedError(error);
  }
  // What fetch rejects with when there is no connection.
  return isError(error) && error.name === 'TypeError'
    ? new ServiceUnavailableError('The backend cannot be reached', error)
    : error;
}

/** Whether a call may succeed when it is made again: the backend or the platform was not there. */
export function isTransient(error: unknown): boolean {
  return error instanceof ServiceUnavailableError;
}

/** The way on for a person whose task waits longer than Backstage lets it act for them. */
export const SIGN_IN_OVER =
  'Backstage no longer lets this task act for the person who started it: a sign-in lasts about an hour. The request goes on by itself; look at its page.';
