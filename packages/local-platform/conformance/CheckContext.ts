import { setTimeout as delay } from 'node:timers/promises';
import { Mismatch } from './Check';
import { ConformanceOptions } from './ConformanceOptions';
import { KubeApi } from './KubeApi';
import { Kind, kinds, pathOf } from './paths';

/** The label of everything that a run creates; its value is the run's suffix. */
export const runLabel = 'kratix-conformance';

const pollMs = 100;

/** Metadata of an object besides its name. */
export interface MoreMetadata {
  labels?: Record<string, string>;
  finalizers?: string[];
  annotations?: Record<string, string>;
  ownerReferences?: object[];
  resourceVersion?: string;
}

/** What a check works with: the API, names of its own, and what others before it found out. */
export class CheckContext {
  /** Begins the name of everything that is not namespaced. */
  readonly prefix: string;
  /** The run's own namespace. */
  readonly namespace: string;
  /** A kind of its own, of the checks of the Kubernetes API. */
  readonly widgets: Kind;
  /** The kind that the run's Promise offers. */
  readonly requests: Kind;
  /** Paths to remove at the end, last first. */
  readonly created: string[] = [];
  /** Paths of objects that the run holds with a finalizer of its own; the end of the run lets go of them. */
  readonly held: string[] = [];
  /** Every version of the first request, from its creation until it was ready. */
  readonly versions: unknown[] = [];

  constructor(
    readonly api: KubeApi,
    readonly options: ConformanceOptions,
    readonly suffix: string,
    private readonly signal: AbortSignal,
  ) {
    this.prefix = `conformance-${suffix}`;
    this.namespace = `kratix-${this.prefix}`;
    const group = `conformance-${suffix}.example.com`;
    this.widgets = { group, version: 'v1', plural: 'widgets' };
    this.requests = { group, version: 'v1', plural: 'things' };
  }

  /** Creates the run's namespace, if it was not. */
  async open(): Promise<void> {
    if (this.created.length === 0) {
      await this.createForRun(kinds.namespaces, {
        metadata: this.metadata(this.namespace),
      });
    }
  }

  /** Metadata with the run's label. */
  metadata(name: string, { labels, ...more }: MoreMetadata = {}) {
    return { ...more, name, labels: this.labels(labels) };
  }

  /** Labels with the run's own. */
  labels(more: Record<string, string> = {}): Record<string, string> {
    return { ...more, [runLabel]: this.suffix };
  }

  /** The path of a kind in the run's namespace, or of one object there. */
  path(kind: Kind, name?: string): string {
    return pathOf(kind, this.namespace, name);
  }

  /** Creates an object that is not removed with the run's namespace; the end of the run removes it. */
  async createForRun(
    kind: Kind,
    object: { metadata: { name: string }; [key: string]: unknown },
  ) {
    this.created.push(pathOf(kind, undefined, object.metadata.name));
    return this.api.create(pathOf(kind), object);
  }

  /** Creates a ConfigMap in the run's namespace. */
  configMap(
    name: string,
    data: Record<string, string> = {},
    metadata: MoreMetadata = {},
  ) {
    return this.api.create(this.path(kinds.configMaps), {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: this.metadata(name, metadata),
      data,
    });
  }

  /** Creates a widget in the run's namespace. */
  widget(
    name: string,
    spec: Record<string, unknown> = {},
    metadata: MoreMetadata = {},
  ) {
    return this.api.create(
      this.path(this.widgets),
      this.widgetBody(name, spec, metadata),
    );
  }

  /** The manifest of a widget. */
  widgetBody(
    name: string,
    spec: Record<string, unknown> = {},
    metadata: MoreMetadata = {},
  ) {
    return {
      apiVersion: `${this.widgets.group}/v1`,
      kind: 'Widget',
      metadata: this.metadata(name, metadata),
      spec: { title: name, ...spec },
    };
  }

  /**
   * What `probe` gives, as soon as it gives something without a Mismatch.
   *
   * @throws Mismatch the last one, when the time is over
   */
  async eventually<T>(
    probe: () => Promise<T>,
    timeoutMs = this.options.timeoutMs,
  ): Promise<T> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      try {
        return await probe();
      } catch (error) {
        if (!(error instanceof Mismatch)) {
          throw error;
        }
        if (Date.now() > deadline) {
          throw new Mismatch(
            `${error.expected} within ${Math.round(timeoutMs / 1000)} s`,
            error.seen,
          );
        }
      }
      await delay(pollMs, undefined, { signal: this.signal });
    }
  }

  /** Waits until there is no object at a path. @throws Mismatch when it stays */
  async gone(path: string, api: KubeApi = this.api): Promise<void> {
    await this.eventually(async () => {
      const object = await api.find(path);
      if (object !== undefined) {
        throw new Mismatch(`${path} to be removed`, 'it is still there');
      }
    });
  }
}
