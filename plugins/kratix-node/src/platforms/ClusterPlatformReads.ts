import { ServiceUnavailableError } from '@backstage/errors';
import {
  forbiddenUser,
  KratixLabels,
  KratixPlacement,
  KratixPod,
  KratixRequest,
  KubeEvent,
  KubeObject,
  missingRule,
  PlacementFile,
  readEvent,
  readKubeObject,
  readPod,
} from 'backstage-plugin-kratix-common';
import { z } from 'zod';
import { ClusterError, toBackstageError } from '../cluster/ClusterError';
import { KubeCall, KubeHttp } from '../cluster/KubeHttp';
import { LogOptions, PlatformReads } from '../KratixPlatforms';
import { decodeWorkload } from './decodeWorkload';
import { checkSegment } from './checkSegment';

const MOST_OBJECTS = '100';

const DEFAULT_LOG_BYTES = 10 * 1024 * 1024;

/** A Step may well be silent for minutes. */
const LOG_SILENCE_MS = 10 * 60_000;

/** Where Kratix runs, and what its installation labels its Pods with. */
const CONTROLLER = {
  namespace: 'kratix-platform-system',
  labelSelector: 'control-plane=controller-manager',
};

const listSchema = z.object({ items: z.array(z.unknown()) });

const workloadsSchema = z.object({
  spec: z.object({
    workloads: z.array(z.object({ filepath: z.string(), content: z.string() })),
  }),
});

const byTimeDescending = (a?: string, b?: string) =>
  (b ?? '').localeCompare(a ?? '');

/** Reads from a cluster what the cache does not keep. */
export class ClusterPlatformReads implements PlatformReads {
  private readonly platform: string;
  private readonly http: KubeHttp;
  private readonly pipelineNamespace: (promise: string) => string | undefined;

  constructor(options: {
    platform: string;
    http: KubeHttp;
    /** Where a Promise's Pipelines run, if not in the request's own namespace. */
    pipelineNamespace(promise: string): string | undefined;
  }) {
    this.platform = options.platform;
    this.http = options.http;
    this.pipelineNamespace = options.pipelineNamespace;
  }

  async podsOf({ ref }: KratixRequest): Promise<KratixPod[]> {
    const elsewhere = this.pipelineNamespace(ref.promise);
    const labels = {
      [KratixLabels.promiseName]: ref.promise,
      [KratixLabels.resourceName]: ref.name,
      ...(elsewhere && { [KratixLabels.resourceNamespace]: ref.namespace }),
    };
    return this.pods({
      namespace: elsewhere ?? ref.namespace,
      labelSelector: Object.entries(labels)
        .map(([key, value]) => `${key}=${value}`)
        .join(','),
    });
  }

  async controllerPods(): Promise<KratixPod[]> {
    return this.pods(CONTROLLER);
  }

  async controllerEvents(): Promise<KubeEvent[]> {
    return this.events({
      namespace: CONTROLLER.namespace,
      fieldSelector: 'involvedObject.kind=Pod',
    });
  }

  async eventsOf(request: KratixRequest): Promise<KubeEvent[]> {
    return this.events({
      namespace: request.ref.namespace,
      fieldSelector: request.uid
        ? `involvedObject.uid=${request.uid}`
        : `involvedObject.name=${request.ref.name}`,
    });
  }

  private async events(where: {
    namespace: string;
    fieldSelector: string;
  }): Promise<KubeEvent[]> {
    const objects = await this.list('events', where);
    return objects
      .map(readEvent)
      .sort((a, b) => byTimeDescending(a.lastSeen, b.lastSeen));
  }

  async log(
    pod: { namespace: string; name: string },
    step: string,
    options: LogOptions = {},
  ): Promise<AsyncIterable<Uint8Array>> {
    const { tailLines, follow, previous, signal } = options;
    const call: KubeCall = {
      method: 'GET',
      path: `${namespacePath(pod.namespace)}/pods/${checkSegment(
        pod.name,
      )}/log`,
      query: {
        container: step,
        tailLines: tailLines?.toString(),
        limitBytes: String(options.limitBytes ?? DEFAULT_LOG_BYTES),
        follow: follow ? 'true' : undefined,
        previous: previous ? 'true' : undefined,
      },
      signal,
    };
    try {
      return await this.http.streamBytes(call, LOG_SILENCE_MS);
    } catch (error) {
      throw this.explain(error, {
        group: '',
        plural: 'pods/log',
        verbs: ['get'],
      });
    }
  }

  async filesOf(placement: KratixPlacement): Promise<PlacementFile[]> {
    const group = 'platform.kratix.io';
    try {
      const { body } = await this.http.call({
        method: 'GET',
        path: `/apis/${group}/v1alpha1/namespaces/${checkSegment(
          placement.namespace,
        )}/workplacements/${checkSegment(placement.name)}`,
      });
      const parsed = workloadsSchema.safeParse(body);
      if (!parsed.success) {
        throw new ClusterError(
          'malformed',
          `WorkPlacement ${placement.namespace}/${placement.name} has no workloads that can be read.`,
        );
      }
      return await Promise.all(
        parsed.data.spec.workloads.map(({ filepath, content }) =>
          decodeWorkload(filepath, content),
        ),
      );
    } catch (error) {
      throw this.explain(error, {
        group,
        plural: 'workplacements',
        verbs: ['get'],
      });
    }
  }

  private async pods(where: {
    namespace: string;
    labelSelector: string;
  }): Promise<KratixPod[]> {
    const objects = await this.list('pods', where);
    return objects
      .map(readPod)
      .sort((a, b) => byTimeDescending(a.createdAt, b.createdAt));
  }

  private async list(
    plural: string,
    {
      namespace,
      ...selectors
    }: { namespace: string; labelSelector?: string; fieldSelector?: string },
  ): Promise<KubeObject[]> {
    try {
      const { body } = await this.http.call({
        method: 'GET',
        path: `${namespacePath(namespace)}/${plural}`,
        query: { ...selectors, limit: MOST_OBJECTS },
      });
      const { items } = listSchema.catch({ items: [] }).parse(body);
      // The items of a list do not say what they are.
      return items.flatMap(
        item =>
          readKubeObject({
            apiVersion: 'v1',
            kind: plural,
            ...z.record(z.unknown()).catch({}).parse(item),
          }) ?? [],
      );
    } catch (error) {
      throw this.explain(error, { group: '', plural, verbs: ['list'] });
    }
  }

  /** What Backstage itself may not read is no fault of the person who asks. */
  private explain(
    error: unknown,
    kind: { group: string; plural: string; verbs: string[] },
  ): Error {
    if (!(error instanceof ClusterError && error.reason === 'forbidden')) {
      return toBackstageError(error);
    }
    const account = forbiddenUser(error.message);
    return new ServiceUnavailableError(
      `Backstage may not read ${kind.plural} on platform ${
        this.platform
      }. A platform engineer has to grant it (kubectl apply -f -):\n${
        missingRule({ ...kind, account }).yaml
      }`,
    );
  }
}

function namespacePath(namespace: string): string {
  return `/api/v1/namespaces/${checkSegment(namespace)}`;
}
