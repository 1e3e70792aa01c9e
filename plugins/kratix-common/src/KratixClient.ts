import { InputError, ResponseError } from '@backstage/errors';
import {
  ApplyRequestBody,
  ApplyRequestResult,
  DestinationSummary,
  DiagnosisList,
  EventList,
  FileList,
  Page,
  PlatformSummary,
  PromiseDetails,
  PromiseSummary,
  RequestDetails,
  RequestMilestone,
  RequestOperation,
  RequestPage,
  RunList,
  StateStoreSummary,
  UniqueCheckResult,
  WaitForRequestResult,
} from './api';
import {
  IngestionPage,
  IngestionPages,
  IngestionReport,
  ReleaseRemovalsBody,
  ReleaseRemovalsResult,
} from './ingestion';
import { KRATIX_CLUSTER_TOKEN_HEADER } from './clusterToken';
import { RequestRef } from './request';
import { ChooseVersionBody, RequestFamily } from './requestDetails';
import { RequestStateName } from './requestState';
import {
  KRATIX_REVISIONS_HEADER,
  parseRevisions,
  Revisions,
} from './revisions';

/** Which requests to list. @public */
export interface ListRequestsOptions {
  platform?: string;
  promise?: string;
  namespace?: string;
  /** Entity reference of a group. */
  owner?: string;
  state?: RequestStateName[];
  /** Text that name, namespace, Promise or message contain; case is ignored. */
  q?: string;
  /** For example `name`, `createdAt`, `state`; a leading `-` turns the order round. Default: `name`. */
  orderField?: string;
  /** Default: 50, at most 500. */
  limit?: number;
  cursor?: string;
}

/** How the client reaches the backend. @public */
export interface KratixClientOptions {
  discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  fetchApi: { fetch: typeof fetch };
}

/**
 * Options of each call.
 *
 * @public
 */
export interface KratixCallOptions {
  /** Backstage token, for backends; frontends have theirs in `fetchApi`. */
  token?: string;
  /** The person's own token for the cluster, for writes to a platform whose `identity` is `oidc`. */
  clusterToken?: string;
  signal?: AbortSignal;
  /** Told what the backend knew of each platform when it answered. */
  onRevisions?: (revisions: Revisions) => void;
}

/**
 * Client of `/api/kratix` and of the catalog's `/kratix` routes. Every method rejects with a `ResponseError` that carries the backend's
 * status and message.
 *
 * @public
 */
export class KratixClient {
  private readonly options: KratixClientOptions;

  constructor(options: KratixClientOptions) {
    this.options = options;
  }

  async listPlatforms(
    call?: KratixCallOptions,
  ): Promise<{ items: PlatformSummary[] }> {
    return this.send('GET', '/platforms', call);
  }

  async listPromises(
    options: { platform?: string } = {},
    call?: KratixCallOptions,
  ): Promise<Page<PromiseSummary>> {
    return this.send('GET', `/promises${query(options)}`, call);
  }

  async getPromise(
    platform: string,
    name: string,
    call?: KratixCallOptions,
  ): Promise<PromiseDetails> {
    return this.send('GET', `/promises/${path(platform, name)}`, call);
  }

  /** Whether a value that only one request may hold is free. */
  async checkUnique(
    options: {
      platform: string;
      promise: string;
      field: string;
      value: string;
    },
    call?: KratixCallOptions,
  ): Promise<UniqueCheckResult> {
    const { platform, promise, field, value } = options;
    return this.send(
      'GET',
      `/promises/${path(platform, promise)}/unique${query({ field, value })}`,
      call,
    );
  }

  async listRequests(
    options: ListRequestsOptions = {},
    call?: KratixCallOptions,
  ): Promise<RequestPage> {
    return this.send('GET', `/requests${query(options)}`, call);
  }

  async getRequest(
    ref: RequestRef,
    call?: KratixCallOptions,
  ): Promise<RequestDetails> {
    return this.send('GET', requestPath(ref), call);
  }

  /**
   * Answers as soon as the request has come to the milestone in at least that generation, has come to
   * a state from which it will not go on by itself, or `timeoutSeconds` are over (default and most:
   * 30); the answer's state says which. The backend reacts to the watch: calling this in a loop is
   * not polling. With `resourceVersion`, that of the object right after a change, what the status
   * said before that change is not taken for an answer. With `seen`, as an earlier answer gave it, it
   * also answers as soon as state, reason or Pipelines have changed since.
   */
  async waitForRequest(
    ref: RequestRef,
    options: {
      until: RequestMilestone | 'deleted';
      generation?: number;
      resourceVersion?: string;
      seen?: string;
      timeoutSeconds?: number;
    },
    call?: KratixCallOptions,
  ): Promise<WaitForRequestResult> {
    return this.send('GET', `${requestPath(ref)}/wait${query(options)}`, call);
  }

  /** Why a request is not ready, the cause first. */
  async diagnoseRequest(
    ref: RequestRef,
    call?: KratixCallOptions,
  ): Promise<DiagnosisList> {
    return this.send('GET', `${requestPath(ref)}/diagnosis`, call);
  }

  /** The request's parents and parts, of what the caller may read. */
  async getFamily(
    ref: RequestRef,
    call?: KratixCallOptions,
  ): Promise<RequestFamily> {
    return this.send('GET', `${requestPath(ref)}/family`, call);
  }

  /** The Pods of the request's Pipelines with their Steps, the youngest first. */
  async listRuns(ref: RequestRef, call?: KratixCallOptions): Promise<RunList> {
    return this.send('GET', `${requestPath(ref)}/runs`, call);
  }

  async listEvents(
    ref: RequestRef,
    call?: KratixCallOptions,
  ): Promise<EventList> {
    return this.send('GET', `${requestPath(ref)}/events`, call);
  }

  /** What the request has put out, Destination by Destination, with its contents. */
  async listFiles(
    ref: RequestRef,
    call?: KratixCallOptions,
  ): Promise<FileList> {
    return this.send('GET', `${requestPath(ref)}/files`, call);
  }

  /**
   * The log of a Step as plain text; read the body as a stream to follow it. Without a pod the youngest
   * run is taken, without a step the one that tells most. `tail`: lines from the end, 1,000 by default.
   */
  async readLog(
    ref: RequestRef,
    options: {
      pipeline?: string;
      step?: string;
      pod?: string;
      tail?: number;
      follow?: boolean;
      previous?: boolean;
    } = {},
    call?: KratixCallOptions,
  ): Promise<Response> {
    return this.fetch('GET', `${requestPath(ref)}/logs${query(options)}`, call);
  }

  async listDestinations(
    call?: KratixCallOptions,
  ): Promise<{ items: DestinationSummary[] }> {
    return this.send('GET', '/destinations', call);
  }

  async listStateStores(
    call?: KratixCallOptions,
  ): Promise<{ items: StateStoreSummary[] }> {
    return this.send('GET', '/state-stores', call);
  }

  async applyRequest(
    body: ApplyRequestBody,
    call?: KratixCallOptions,
  ): Promise<ApplyRequestResult> {
    return this.send('POST', '/requests', call, body);
  }

  /** Resolves once the deletion is accepted; Kratix then removes what the request brought. */
  async deleteRequest(
    ref: RequestRef,
    call?: KratixCallOptions & {
      /** Check only; nothing is deleted. Default: false. */
      dryRun?: boolean;
    },
  ): Promise<void> {
    const route = `${requestPath(ref)}${query({ dryRun: call?.dryRun })}`;
    await this.fetch('DELETE', route, call);
  }

  /** Makes Kratix run a request again, leave it alone, or go on with it. */
  async operateRequest(
    ref: RequestRef,
    operation: RequestOperation,
    call?: KratixCallOptions,
  ): Promise<void> {
    await this.fetch('POST', `${requestPath(ref)}/${operation}`, call);
  }

  /** Brings a request to another version of its Promise, or lets it follow the latest. */
  async chooseVersion(
    ref: RequestRef,
    version: string,
    call?: KratixCallOptions,
  ): Promise<void> {
    const body: ChooseVersionBody = { version };
    await this.fetch('POST', `${requestPath(ref)}/version`, call, body);
  }

  /** How each source of the catalog is doing: what it gave, what not, and why. */
  async getIngestion(call?: KratixCallOptions): Promise<IngestionReport> {
    return this.send('GET', '/kratix/ingestion', call, undefined, 'catalog');
  }

  /** One list of a source, page by page. `limit`: 100 by default, at most 500. */
  async listIngestion<L extends keyof IngestionPages>(
    source: string,
    list: L,
    options: { limit?: number; cursor?: string } = {},
    call?: KratixCallOptions,
  ): Promise<IngestionPage<L>> {
    const route = `/kratix/ingestion/${path(source, list)}${query(options)}`;
    return this.send('GET', route, call, undefined, 'catalog');
  }

  /**
   * Lets held removals through. Rejects with 409 when others are held by now than the caller has
   * seen, and with 403 without the permission `kratix.ingestion.approve`.
   */
  async releaseRemovals(
    source: string,
    hold: string,
    call?: KratixCallOptions,
  ): Promise<ReleaseRemovalsResult> {
    const route = `/kratix/ingestion/${path(source)}/release`;
    const body: ReleaseRemovalsBody = { hold };
    return this.send('POST', route, call, body, 'catalog');
  }

  private async send<T>(
    method: string,
    route: string,
    call?: KratixCallOptions,
    body?: unknown,
    pluginId?: string,
  ): Promise<T> {
    const response = await this.fetch(method, route, call, body, pluginId);
    return response.json();
  }

  private async fetch(
    method: string,
    route: string,
    call: KratixCallOptions = {},
    body?: unknown,
    pluginId = 'kratix',
  ): Promise<Response> {
    const baseUrl = await this.options.discoveryApi.getBaseUrl(pluginId);
    const response = await this.options.fetchApi.fetch(`${baseUrl}${route}`, {
      method,
      signal: call.signal,
      headers: {
        ...(call.token && { Authorization: `Bearer ${call.token}` }),
        ...(call.clusterToken && {
          [KRATIX_CLUSTER_TOKEN_HEADER]: call.clusterToken,
        }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    call.onRevisions?.(
      parseRevisions(response.headers.get(KRATIX_REVISIONS_HEADER)),
    );
    return response;
  }
}

/** Dots cannot be encoded: whoever reads the URL would take them for the folder above. */
function path(...segments: string[]): string {
  const odd = segments.find(segment => /^\.{0,2}$/.test(segment));
  if (odd !== undefined) {
    throw new InputError(`'${odd}' is no name of a platform or an object.`);
  }
  return segments.map(encodeURIComponent).join('/');
}

function requestPath(ref: RequestRef): string {
  return `/requests/${path(
    ref.platform,
    ref.promise,
    ref.namespace,
    ref.name,
  )}`;
}

function query(options: object): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(options)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined) {
        params.append(key, String(item));
      }
    }
  }
  const text = params.toString();
  return text && `?${text}`;
}
