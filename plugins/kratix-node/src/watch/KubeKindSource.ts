import { KubeObject, readKubeObject } from 'backstage-plugin-kratix-common';
import { z } from 'zod';
import { ClusterError } from '../cluster/ClusterError';
import { KubeCall, KubeHttp } from '../cluster/KubeHttp';
import { readStatus, statusError } from '../cluster/readStatus';
import { KindSource, ListPage, WatchEvent } from './KindSource';
import { StringPool } from './StringPool';
import { trimObject } from './trimObject';

const PAGE_SIZE = 500;
/** How long the API server keeps a watch open: different for each, so that not all end at once. */
const WATCH_SECONDS = { least: 240, most: 360 };

const listSchema = z.object({
  items: z.array(z.unknown()),
  metadata: z.object({
    resourceVersion: z.string(),
    continue: z.string().optional(),
  }),
});

const bookmarkSchema = z.object({
  metadata: z.object({ resourceVersion: z.string().min(1) }),
});

/** Names a kind as URLs and lists do. */
export interface KindAddress {
  /** Empty for the core of Kubernetes. */
  group: string;
  version: string;
  plural: string;
  kind: string;
  /** Narrows list and watch. */
  selectors?: { labelSelector?: string; fieldSelector?: string };
}

/** A kind on a cluster, over all namespaces. */
export class KubeKindSource implements KindSource {
  private readonly http: KubeHttp;
  private readonly address: KindAddress;
  private readonly strings = new StringPool();

  constructor(http: KubeHttp, address: KindAddress) {
    this.http = http;
    this.address = address;
  }

  async *list(signal: AbortSignal): AsyncGenerator<ListPage> {
    let limit = PAGE_SIZE;
    let next: string | undefined;
    do {
      let page: z.output<typeof listSchema>;
      try {
        page = await this.page(limit, next, signal);
      } catch (error) {
        if (tooLarge(error) && limit > 1) {
          limit = Math.ceil(limit / 4);
          continue;
        }
        throw error;
      }
      yield {
        objects: page.items.map(item => this.readObject(item)),
        resourceVersion: page.metadata.resourceVersion,
      };
      next = page.metadata.continue || undefined;
      if (!next) {
        return;
      }
    } while (!signal.aborted);
  }

  async watch(
    resourceVersion: string,
    signal: AbortSignal,
  ): Promise<AsyncIterable<WatchEvent>> {
    const { least, most } = WATCH_SECONDS;
    const seconds = least + Math.floor(Math.random() * (most - least));
    const call: KubeCall = {
      method: 'GET',
      path: this.path(),
      query: {
        ...this.address.selectors,
        watch: 'true',
        allowWatchBookmarks: 'true',
        resourceVersion,
        timeoutSeconds: String(seconds),
      },
      signal,
    };
    const lines = await this.http.stream(call);
    return this.events(lines);
  }

  async get(
    id: { namespace?: string; name: string },
    signal: AbortSignal,
  ): Promise<KubeObject | undefined> {
    const scope = id.namespace
      ? `/namespaces/${encodeURIComponent(id.namespace)}`
      : '';
    const path = `${this.base()}${scope}/${
      this.address.plural
    }/${encodeURIComponent(id.name)}`;
    try {
      const { body } = await this.http.call({ method: 'GET', path, signal });
      return this.readObject(body);
    } catch (error) {
      if (error instanceof ClusterError && error.reason === 'missing') {
        return undefined;
      }
      throw error;
    }
  }

  private async *events(
    lines: AsyncIterable<unknown>,
  ): AsyncGenerator<WatchEvent> {
    for await (const line of lines) {
      yield this.readEvent(line);
    }
  }

  private readEvent(line: unknown): WatchEvent {
    const { type, object } = z
      .object({ type: z.string(), object: z.unknown() })
      .catch({ type: '', object: undefined })
      .parse(line);
    switch (type) {
      case 'ADDED':
      case 'MODIFIED':
      case 'DELETED':
        return { type, object: this.readObject(object) };
      case 'BOOKMARK': {
        const bookmark = bookmarkSchema.safeParse(object);
        if (bookmark.success) {
          const { resourceVersion } = bookmark.data.metadata;
          return { type, resourceVersion };
        }
        break;
      }
      case 'ERROR':
        throw statusError(
          readStatus(object)?.code ?? 500,
          object,
          `the watch of ${this.address.plural}`,
        );
      default:
    }
    throw new ClusterError(
      'malformed',
      `The watch of ${this.address.plural} sent something that is no event.`,
    );
  }

  private async page(
    limit: number,
    next: string | undefined,
    signal: AbortSignal,
  ) {
    const { body } = await this.http.call({
      method: 'GET',
      path: this.path(),
      query: {
        ...this.address.selectors,
        limit: String(limit),
        continue: next,
      },
      signal,
    });
    const parsed = listSchema.safeParse(body);
    if (!parsed.success) {
      throw new ClusterError(
        'malformed',
        `The list of ${this.address.plural} is not what a Kubernetes API server answers; check the address of the API server, and what stands before it.`,
      );
    }
    return parsed.data;
  }

  /** Items of a list may lack apiVersion and kind. Doubt about one is doubt about the whole answer. */
  private readObject(value: unknown): KubeObject {
    const { group, version, kind, plural } = this.address;
    const typed =
      typeof value === 'object' && value !== null
        ? {
            apiVersion: group ? `${group}/${version}` : version,
            kind,
            ...value,
          }
        : value;
    const object = readKubeObject(typed);
    if (!object?.metadata.resourceVersion) {
      throw new ClusterError(
        'malformed',
        `The cluster sent one of ${plural} without name or resourceVersion.`,
      );
    }
    const trimmed = trimObject(object);
    this.strings.shareWithin(trimmed);
    return trimmed;
  }

  private base(): string {
    const { group, version } = this.address;
    return group ? `/apis/${group}/${version}` : `/api/${version}`;
  }

  private path(): string {
    return `${this.base()}/${this.address.plural}`;
  }
}

function tooLarge(error: unknown): boolean {
  return error instanceof ClusterError && error.reason === 'tooLarge';
}
