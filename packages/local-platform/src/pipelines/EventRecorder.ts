import { randomBytes } from 'node:crypto';
import { KubeClient, KubeObject } from '../kube';
import { SerialQueue } from '../process/SerialQueue';
import { EVENTS } from './resourceTypes';

const REMEMBERED = 2_000;

/** Writes events about objects, and counts up the one that is there when the same happens again. */
export class EventRecorder {
  private readonly queue = new SerialQueue();
  private readonly known = new Map<
    string,
    { name: string; namespace: string; count: number }
  >();

  /**
   * @param component - who reports, for example `kubelet`
   * @param onError - told about an event that could not be written; nothing else fails then
   */
  constructor(
    private readonly client: KubeClient,
    private readonly component: string,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** @param fieldPath - the part of the object that it is about, for example `spec.containers{main}` */
  record(
    object: KubeObject,
    type: 'Normal' | 'Warning',
    reason: string,
    message: string,
    fieldPath?: string,
  ): void {
    const key = JSON.stringify([
      object.metadata.uid,
      fieldPath,
      reason,
      message,
    ]);
    void this.queue
      .run(async () => {
        const now = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
        const known = this.known.get(key);
        if (known && (await this.countUp(known, now))) {
          return;
        }
        this.remember(
          key,
          await this.create({ object, type, reason, message, fieldPath, now }),
        );
      })
      .catch(this.onError);
  }

  /** Resolves when all that was recorded so far is written. */
  idle(): Promise<void> {
    return this.queue.idle();
  }

  private async countUp(
    known: { name: string; namespace: string; count: number },
    now: string,
  ): Promise<boolean> {
    const existing = await this.client.get(EVENTS, known.name, known.namespace);
    if (!existing) {
      return false;
    }
    known.count++;
    await this.client.mergePatch(EVENTS, known.name, known.namespace, {
      count: known.count,
      lastTimestamp: now,
    });
    return true;
  }

  private async create(event: {
    object: KubeObject;
    type: string;
    reason: string;
    message: string;
    fieldPath?: string;
    now: string;
  }) {
    const { object, now } = event;
    const namespace = object.metadata.namespace ?? 'default';
    const suffix = randomBytes(8).toString('hex');
    const name = `${object.metadata.name.slice(0, 230)}.${suffix}`;
    await this.client.create(EVENTS, {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name, namespace },
      involvedObject: {
        apiVersion: object.apiVersion,
        kind: object.kind,
        name: object.metadata.name,
        namespace,
        uid: object.metadata.uid,
        resourceVersion: object.metadata.resourceVersion,
        ...(event.fieldPath && { fieldPath: event.fieldPath }),
      },
      type: event.type,
      reason: event.reason,
      message: event.message.slice(0, 1024),
      source: { component: this.component, host: 'local-platform' },
      reportingComponent: this.component,
      reportingInstance: 'local-platform',
      firstTimestamp: now,
      lastTimestamp: now,
      count: 1,
    });
    return { name, namespace, count: 1 };
  }

  private remember(
    key: string,
    event: { name: string; namespace: string; count: number },
  ) {
    this.known.delete(key);
    this.known.set(key, event);
    const [oldest] = this.known.keys();
    if (this.known.size > REMEMBERED) {
      this.known.delete(oldest);
    }
  }
}
