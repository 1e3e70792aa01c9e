import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { ActionServices, waitUntil } from '../lib/applyAndFollow';
import { reparsable } from '../lib/reparsable';
import { requestPageOf } from '../lib/requestPageOf';
import {
  inputs,
  requestOutputs,
  UNTIL,
  untilDescription,
} from '../lib/schemas';
import { taskOf } from '../lib/taskOf';
import { writeOutputs } from '../lib/writeOutputs';
import { requestWaitExamples } from './createRequestWaitAction.examples';

const input = reparsable(z =>
  z
    .object({
      platform: inputs.platform(z),
      promise: inputs.promise(z),
      namespace: inputs.namespace(z),
      name: inputs.name(z),
      until: z
        .enum(UNTIL)
        .default('written')
        .describe(untilDescription('written')),
      generation: z
        .number()
        .int()
        .min(0)
        .optional()
        .describe('At least this generation must have come there'),
      timeoutSeconds: inputs.timeoutSeconds(z),
    })
    .strict(),
);

/**
 * `kratix:request:wait`: waits until a request has come to a milestone.
 *
 * @public
 */
export function createRequestWaitAction(services: ActionServices) {
  return createTemplateAction({
    id: 'kratix:request:wait',
    description:
      'Waits until a Kratix request has come as far as asked for, and fails with the reason where it will not.',
    examples: requestWaitExamples,
    supportsDryRun: true,
    schema: { input: input.schema, output: z => z.object(requestOutputs(z)) },
    async handler(ctx) {
      const { platform, promise, namespace, name, ...wait } = input.parse(
        ctx.input,
      );
      const ref = { platform, promise, namespace, name };
      if (ctx.isDryRun) {
        ctx.logger.info(`It would wait until the request is ${wait.until}`);
        writeOutputs(ctx.output, { ...ref, requestUrl: requestPageOf(ref) });
        return;
      }
      const outcome = await waitUntil(services, taskOf(ctx), ref, wait);
      writeOutputs(ctx.output, outcome);
    },
  });
}
