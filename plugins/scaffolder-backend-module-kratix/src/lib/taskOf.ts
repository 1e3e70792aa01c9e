import { ApplyRequestResult } from 'backstage-plugin-kratix-common';
import { ActionTask } from './applyAndFollow';

/** What the steps use of an action's context. */
export function taskOf(
  ctx: Omit<ActionTask, 'once'> & {
    checkpoint(options: {
      key: string;
      fn: () => Promise<string>;
    }): Promise<string>;
  },
): ActionTask {
  const { logger, signal, isDryRun, secrets } = ctx;
  return {
    logger,
    signal,
    isDryRun,
    secrets,
    getInitiatorCredentials: () => ctx.getInitiatorCredentials(),
    once: async (key, run) => {
      const text = await ctx.checkpoint({
        key,
        fn: async () => JSON.stringify(await run()),
      });
      const result: ApplyRequestResult = JSON.parse(text);
      return result;
    },
  };
}
