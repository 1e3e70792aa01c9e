import { ResourceType } from '../../kube';
import { Controller } from '../runtime/controller';
import { KratixContext } from '../runtime/context';
import { sameJson } from '../json';
import { requestController } from './requestController';

interface Running {
  controller: Controller;
  type: ResourceType;
  canCreateResources: boolean;
}

/** The controllers of requests: one per Promise with an API, from the moment its API is served. */
export class RequestControllers {
  private readonly running = new Map<string, Running>();

  constructor(
    private readonly context: KratixContext,
    private readonly onRequestGone: (promise: string) => void,
  ) {}

  /** Starts the controller of a Promise's requests, or tells the one that runs what has changed. */
  async ensureStarted(
    promise: string,
    type: ResourceType,
    canCreateResources: boolean,
  ): Promise<void> {
    const existing = this.running.get(promise);
    if (existing && sameJson(existing.type, type)) {
      existing.canCreateResources = canCreateResources;
      return;
    }
    await this.stop(promise);
    const entry: Running = {
      type,
      canCreateResources,
      controller: requestController(this.context, {
        promise,
        type,
        canCreateResources: () => entry.canCreateResources,
        onRequestGone: () => this.onRequestGone(promise),
      }),
    };
    this.running.set(promise, entry);
    entry.controller.start();
  }

  async stop(promise: string): Promise<void> {
    const entry = this.running.get(promise);
    this.running.delete(promise);
    await entry?.controller.stop();
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.running.keys()].map(name => this.stop(name)));
  }
}
