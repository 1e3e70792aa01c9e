import {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import {
  KratixCallOptions,
  KratixClient,
} from 'backstage-plugin-kratix-common';

/** What a session needs of a task. */
export interface TaskContext {
  getInitiatorCredentials(): Promise<BackstageCredentials>;
  signal?: AbortSignal;
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
   * @throws Error whose message is that of the backend, with the `ResponseError` as its cause
   */
  async call<T>(
    send: (client: KratixClient, options: KratixCallOptions) => Promise<T>,
  ): Promise<T> {
    const { token } = await this.auth.getPluginRequestToken({
      onBehalfOf: await this.task.getInitiatorCredentials(),
      targetPluginId: 'kratix',
    });
    try {
      return await send(this.client, { token, signal: this.task.signal });
    } catch (error) {
      if (error instanceof ResponseError) {
        throw new Error(error.body.error.message || error.message, {
          cause: error,
        });
      }
      throw error;
    }
  }
}

/** Whether a call may succeed when it is made again: the backend or the platform was not there. */
export function isTransient(error: unknown): boolean {
  if (error instanceof Error && error.cause instanceof ResponseError) {
    return [429, 502, 503, 504].includes(error.cause.statusCode);
  }
  // What fetch rejects with when there is no connection.
  return error instanceof TypeError;
}
