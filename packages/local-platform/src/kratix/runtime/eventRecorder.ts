import { randomBytes } from 'node:crypto';
import { KubeClient, KubeObject } from '../../kube';
import { messageOf } from '../errors';
import { resourceTypes } from '../resourceTypes';
import { KratixLogger } from './logger';

const NAMESPACE_OF_CLUSTER_SCOPED = 'default';
const MAX_NOTE = 1_024;
/** Repeats of an event within this time count up one object instead of making more. */
const SERIES_WINDOW = 6 * 60_000;
/** A series is written at most this often, so that frequent repeats cost little. */
const SERIES_WRITE_INTERVAL = 10_000;
const MAX_SERIES = 2_000;

interface Series {
  name: string;
  namespace: string;
  count: number;
  lastSeen: number;
  lastWritten: number;
}

/** Times of events have microseconds. */
function microTime(now: number): string {
  return new Date(now).toISOString().replace('Z', '000Z');
}

/** Records events of events.k8s.io/v1 in the name of one controller. */
export class EventRecorder {
  private readonly series = new Map<string, Series>();

  constructor(
    private readonly client: KubeClient,
    private readonly controller: string,
    private readonly logger: KratixLogger,
  ) {}

  normal(object: KubeObject, reason: string, note: string): Promise<void> {
    return this.record(object, 'Normal', reason, note);
  }

  warning(object: KubeObject, reason: string, note: string): Promise<void> {
    return this.record(object, 'Warning', reason, note);
  }

  /** An event that cannot be stored is logged and otherwise lost: it must not stop what it tells of. */
  private async record(
    object: KubeObject,
    type: 'Normal' | 'Warning',
    reason: string,
    note: string,
  ): Promise<void> {
    try {
      await this.store(object, type, reason, note.slice(0, MAX_NOTE));
    } catch (error) {
      this.logger.debug(
        `Event ${reason} of ${object.kind} ${
          object.metadata.name
        } is not recorded: ${messageOf(error)}`,
      );
    }
  }

  private async store(
    object: KubeObject,
    type: 'Normal' | 'Warning',
    reason: string,
    note: string,
  ): Promise<void> {
    const now = Date.now();
    const key = [object.metadata.uid, type, reason, note].join('\n');
    const known = this.series.get(key);
    if (known && now - known.lastSeen < SERIES_WINDOW) {
      known.count += 1;
      known.lastSeen = now;
      if (now - known.lastWritten >= SERIES_WRITE_INTERVAL) {
        known.lastWritten = now;
        await this.client.mergePatch(
          resourceTypes.events,
          known.name,
          known.namespace,
          {
            series: { count: known.count, lastObservedTime: microTime(now) },
          },
        );
      }
      return;
    }
    const namespace = object.metadata.namespace ?? NAMESPACE_OF_CLUSTER_SCOPED;
    const name = `${object.metadata.name}.${randomBytes(8).toString('hex')}`;
    await this.client.create(resourceTypes.events, {
      apiVersion: 'events.k8s.io/v1',
      kind: 'Event',
      metadata: { name, namespace },
      eventTime: microTime(now),
      reportingController: this.controller,
      reportingInstance: `${this.controller}-local-platform`,
      action: reason,
      reason,
      regarding: {
        apiVersion: object.apiVersion,
        kind: object.kind,
        name: object.metadata.name,
        ...(object.metadata.namespace && {
          namespace: object.metadata.namespace,
        }),
        uid: object.metadata.uid,
        resourceVersion: object.metadata.resourceVersion,
      },
      note,
      type,
    });
    this.remember(key, {
      name,
      namespace,
      count: 1,
      lastSeen: now,
      lastWritten: now,
    });
  }

  private remember(key: string, series: Series): void {
    this.series.delete(key);
    this.series.set(key, series);
    for (const oldest of this.series.keys()) {
      if (this.series.size <= MAX_SERIES) {
        return;
      }
      this.series.delete(oldest);
    }
  }
}
