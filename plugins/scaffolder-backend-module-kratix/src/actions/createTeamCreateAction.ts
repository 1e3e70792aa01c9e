import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  ApplyRequestBody,
  KratixAnnotations,
} from 'backstage-plugin-kratix-common';
import { ActionServices, applyAndFollow } from '../lib/applyAndFollow';
import { KratixSession } from '../lib/KratixSession';
import { reparsable } from '../lib/reparsable';
import {
  inputs,
  requestOutputs,
  UNTIL,
  untilDescription,
} from '../lib/schemas';
import { taskOf } from '../lib/taskOf';
import { writeOutputs } from '../lib/writeOutputs';
import { teamCreateExamples } from './createTeamCreateAction.examples';

const input = reparsable(z =>
  z
    .object({
      id: z
        .string()
        .min(1)
        .max(40)
        .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/)
        .describe(
          'Short name of the team: lower-case letters, digits and hyphens, at most 40. It also names the request and cannot be changed later.',
        ),
      name: z.string().min(1).max(100).describe('Name of the team'),
      email: z
        .string()
        .optional()
        .describe('E-mail address. Default: what the Promise makes of the id'),
      platform: inputs
        .platform(z)
        .optional()
        .describe('Configured name of the platform. Default: the only one'),
      promise: inputs
        .promise(z)
        .default('team')
        .describe('Name of the Promise. Default: team'),
      namespace: inputs.namespace(z),
      owner: inputs.owner(z),
      until: z
        .enum(UNTIL)
        .default('visible')
        .describe(untilDescription('visible')),
      timeoutSeconds: inputs.timeoutSeconds(z),
    })
    .strict(),
);

/**
 * `kratix:team:create`: requests a Team, and waits until its Group is in the catalog.
 *
 * @public
 */
export function createTeamCreateAction(services: ActionServices) {
  return createTemplateAction({
    id: 'kratix:team:create',
    description:
      'Requests a new team from Kratix, and waits until the catalog shows its Group. A team that exists is refused.',
    examples: teamCreateExamples,
    supportsDryRun: true,
    schema: {
      input: input.schema,
      output: z => z.object(requestOutputs(z)),
    },
    async handler(ctx) {
      const { id, name, email, owner, promise, namespace, ...rest } =
        input.parse(ctx.input);
      const session = new KratixSession(services, ctx);
      const body: ApplyRequestBody = {
        platform: rest.platform ?? (await onlyPlatform(session)),
        promise,
        manifest: {
          metadata: {
            name: id,
            namespace,
            annotations: owner ? { [KratixAnnotations.owner]: owner } : {},
          },
          // An empty form field is no e-mail address.
          spec: { id, name, ...(email && { email }) },
        },
        ifExists: 'refuse',
      };
      const { until, timeoutSeconds } = rest;
      const { operation: _, ...outcome } = await applyAndFollow(
        services,
        taskOf(ctx),
        body,
        { until, timeoutSeconds, entityKind: 'group' },
      );
      writeOutputs(ctx.output, outcome);
    },
  });
}

async function onlyPlatform(session: KratixSession): Promise<string> {
  const { items } = await session.call((client, options) =>
    client.listPlatforms(options),
  );
  if (items.length !== 1) {
    throw new InputError(
      `Say on which platform: ${
        items.map(({ name }) => name).join(', ') ||
        'none is configured under kratix.platforms'
      }`,
    );
  }
  return items[0].name;
}
