import { KubeClient, KubeObject } from '../kube';
import { EVENTS } from '../pipelines/resourceTypes';

const LIFETIME_MS = 60 * 60 * 1000;
const INTERVAL_MS = 5 * 60 * 1000;

/** Deletes events an hour after they last happened, as Kubernetes does. */
export class EventExpiry {
  private readonly timer: NodeJS.Timeout;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly client: KubeClient,
    onError: (message: string) => void,
  ) {
    this.timer = setInterval(() => {
      this.running = this.expire(Date.now()).catch(error =>
        onError(`Old events could not be deleted: ${error}`),
      );
    }, INTERVAL_MS);
  }

  /** Deletes what is too old at a time, in ms since 1970. */
  async expire(time: number): Promise<void> {
    for (const event of await this.client.list(EVENTS)) {
      if (time - lastHappened(event) > LIFETIME_MS) {
        const { name, namespace } = event.metadata;
        await this.client.delete(EVENTS, name, namespace);
      }
    }
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }
}

function lastHappened(event: KubeObject): number {
  const { series } = event;
  const stated = [
    typeof series === 'object' &&
    series !== null &&
    'lastObservedTime' in series
      ? series.lastObservedTime
      : undefined,
    event.lastTimestamp,
    event.eventTime,
    event.metadata.creationTimestamp,
  ].find(value => typeof value === 'string');
  return typeof stated === 'string' ? Date.parse(stated) : 0;
}
