import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { stringifyRequestRef } from 'backstage-plugin-kratix-common';
import { ActionServices } from '../lib/applyAndFollow';
import { followRequest } from '../lib/followRequest';
import { KratixSession } from '../lib/KratixSession';
import { reparsable } from '../lib/reparsable';
import { inputs, refOutputs } from '../lib/schemas';
import { taskOf } from '../lib/taskOf';
import { writeOutputs } from '../lib/writeOutputs';
import { requestDeleteExamples } from './createRequestDeleteAction.examples';

const input = reparsable(z =>
  z
    .object({
      platform: inputs.platform(z),
      promise: inputs.promise(z),
      namespace: inputs.namespace(z),
      name: inputs.name(z),
      wait: z
        .boolean()
        .default(false)
        .describe(
          'Wait until the request and what it brought are gone. Default: false',
        ),
      timeoutSeconds: inputs.timeoutSeconds(z),
    })
    .strict(),
);

/**
 * `kratix:request:delete`: deletes a request.
 *
 * @public
 */
export function createRequestDeleteAction(services: ActionServices) {
  return createTemplateAction({
    id: 'kratix:request:delete',
    description: 'Deletes a Kratix request and what it brought.',
    examples: requestDeleteExamples,
    supportsDryRun: true,
    schema: { input: input.schema, output: z => z.object(refOutputs(z)) },
    async handler(ctx) {
      const { wait, timeoutSeconds, ...ref } = input.parse(ctx.input);
      const name = stringifyRequestRef(ref);
      const session = new KratixSession(services, ctx);
      const remove = () =>
        session.call((client, options) =>
          client.deleteRequest(ref, { ...options, dryRun: ctx.isDryRun }),
        );
      if (ctx.isDryRun) {
        await remove();
        ctx.logger.info(`Request ${name} would be deleted`);
      } else {
        // A task that is tried again must not fail because the request is gone already.
        await ctx.checkpoint({ key: `delete ${name}`, fn: remove });
        ctx.logger.info(`The deletion of request ${name} is accepted`);
        if (wait) {
          const deadline = Date.now() + timeoutSeconds * 1000;
          const target = { until: 'deleted', deadline } as const;
          await followRequest(session, ref, target, taskOf(ctx));
          ctx.logger.info(`Request ${name} is gone`);
        }
      }
      writeOutputs(ctx.output, ref);
    },
  });
}
