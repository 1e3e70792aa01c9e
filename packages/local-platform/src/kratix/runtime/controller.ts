import {
  KubeClient,
  KubeObject,
  KubeStatusError,
  ListSelector,
  ResourceType,
  WatchEvent,
} from '../../kube';
import { messageOf } from '../errors';
import { KratixLogger } from './logger';
import { ReconcileResult, WorkQueue } from './workQueue';

/** Names the object that a controller is to look at. */
export interface ObjectKey {
  namespace?: string;
  name: string;
}

/** A kind of object whose changes concern the objects of a controller. */
export interface WatchedType {
  type: ResourceType;
  selector?: ListSelector;
  /** The objects of the controller that a change concerns. */
  map(event: WatchEvent): ObjectKey[] | Promise<ObjectKey[]>;
}

export interface ControllerOptions {
  name: string;
  client: KubeClient;
  logger: KratixLogger;
  /** The kind of object the controller works on; each change is looked at. */
  type?: ResourceType;
  watches?: WatchedType[];
  reconcile(key: ObjectKey): Promise<ReconcileResult | void>;
  concurrency?: number;
  maxBackoff: number;
}

function encode(key: ObjectKey): string {
  return `${key.namespace ?? ''}/${key.name}`;
}

function decode(text: string): ObjectKey {
  const slash = text.indexOf('/');
  return {
    namespace: text.slice(0, slash) || undefined,
    name: text.slice(slash + 1),
  };
}

export function keyOf(object: KubeObject): ObjectKey {
  return { namespace: object.metadata.namespace, name: object.metadata.name };
}

/** Somebody else changed the object meanwhile: not worth a line, it is simply looked at again. */
export function isConflict(error: unknown): boolean {
  return error instanceof KubeStatusError && error.code === 409;
}

export function isNotFound(error: unknown): boolean {
  return error instanceof KubeStatusError && error.code === 404;
}

/** Watches objects and reconciles them one key at a time. */
export class Controller {
  private readonly queue: WorkQueue;
  private readonly stops: (() => void)[] = [];

  constructor(private readonly options: ControllerOptions) {
    this.queue = new WorkQueue({
      concurrency: options.concurrency,
      maxBackoff: options.maxBackoff,
      reconcile: key => options.reconcile(decode(key)),
      onError: (key, error) => {
        const line = `${options.name} ${key.replace(/^\//, '')}: ${messageOf(
          error,
        )}`;
        if (isConflict(error)) {
          options.logger.debug(line);
        } else {
          options.logger.warn(line);
        }
      },
    });
  }

  start(): this {
    const { type, watches = [], client } = this.options;
    if (type) {
      this.stops.push(
        client.watch(type, {}, event => this.enqueue(keyOf(event.object))),
      );
    }
    for (const watched of watches) {
      this.stops.push(
        client.watch(watched.type, watched.selector ?? {}, event => {
          void this.enqueueMapped(watched, event);
        }),
      );
    }
    return this;
  }

  enqueue(key: ObjectKey): void {
    this.queue.add(encode(key));
  }

  /** Watches no more; resolves when what is being reconciled is done. */
  async stop(): Promise<void> {
    this.stops.splice(0).forEach(stop => stop());
    await this.queue.stop();
  }

  private async enqueueMapped(
    watched: WatchedType,
    event: WatchEvent,
  ): Promise<void> {
    try {
      for (const key of await watched.map(event)) {
        this.enqueue(key);
      }
    } catch (error) {
      this.options.logger.warn(
        `${this.options.name}: a change of ${event.object.kind} ${
          event.object.metadata.name
        } could not be followed up: ${messageOf(error)}`,
      );
    }
  }
}
