import {
  coreServices,
  createServiceFactory,
  SchedulerService,
  SchedulerServiceTaskInvocationDefinition,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';

/** A scheduler whose tasks run when they are told to, and never by themselves. */
export class TestScheduler {
  readonly #tasks = new Map<string, SchedulerServiceTaskInvocationDefinition>();

  readonly feature = createServiceFactory({
    service: coreServices.scheduler,
    deps: {},
    factory: (): SchedulerService =>
      mockServices.scheduler.mock({
        scheduleTask: async task => {
          this.#tasks.set(task.id, task);
        },
      }),
  });

  async run(): Promise<void> {
    const { signal } = new AbortController();
    for (const [id, task] of this.#tasks) {
      if (id.startsWith('kratix-')) {
        await task.fn(signal);
      }
    }
  }
}
