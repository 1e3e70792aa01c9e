import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  ApplyRequestBody,
  KratixAnnotations,
} from 'backstage-plugin-kratix-common';
import { ActionServices, applyAndFollow } from '../lib/applyAndFollow';
import { findLoss } from '../lib/findLoss';
import { readManifest } from '../lib/readManifest';
import { reparsable, Zod } from '../lib/reparsable';
import {
  inputs,
  requestOutputs,
  UNTIL,
  untilDescription,
} from '../lib/schemas';
import { taskOf } from '../lib/taskOf';
import { writeOutputs } from '../lib/writeOutputs';
import { requestApplyExamples } from './createRequestApplyAction.examples';

const stringMap = (z: Zod) => z.record(z.string());

const input = reparsable(z =>
  z
    .object({
      platform: inputs.platform(z),
      promise: inputs.promise(z),
      manifest: z
        .union([z.string().max(1_000_000), z.record(z.unknown())])
        .optional()
        .describe(
          'Manifest of the request, as an object or as YAML. In its place, the fields name, namespace, spec, labels and annotations may be given.',
        ),
      name: inputs.name(z).optional(),
      namespace: z
        .string()
        .min(1)
        .optional()
        .describe(
          'Namespace of the request. Default: that of the manifest, or default',
        ),
      spec: z.record(z.unknown()).optional().describe('Spec of the request'),
      labels: stringMap(z).optional().describe('Labels of the request'),
      annotations: stringMap(z)
        .optional()
        .describe('Annotations of the request'),
      owner: inputs.owner(z),
      ifExists: z
        .enum(['update', 'refuse'])
        .default('update')
        .describe('What to do when the request exists. Default: update'),
      ifMissing: z
        .enum(['create', 'refuse'])
        .default('create')
        .describe(
          'What to do when the request does not exist. Default: create',
        ),
      until: z
        .enum(UNTIL)
        .default('accepted')
        .describe(untilDescription('accepted')),
      timeoutSeconds: inputs.timeoutSeconds(z),
    })
    .strict(),
);

/**
 * `kratix:request:apply`: creates or updates a request.
 *
 * @public
 */
export function createRequestApplyAction(services: ActionServices) {
  return createTemplateAction({
    id: 'kratix:request:apply',
    description:
      'Requests something from a Kratix Promise, or changes what was requested, and waits for it if asked to.',
    examples: requestApplyExamples,
    supportsDryRun: true,
    schema: {
      input: input.schema,
      output: z =>
        z.object({
          operation: z
            .enum(['created', 'updated', 'unchanged'])
            .describe('What was done'),
          ...requestOutputs(z),
        }),
    },
    async handler(ctx) {
      // Parsing would drop it without a word.
      const loss = findLoss(ctx.input, 'input');
      if (loss) {
        throw new InputError(loss);
      }
      const { platform, promise, ifExists, ifMissing, owner, ...rest } =
        input.parse(ctx.input);
      const manifest = manifestOf(rest);
      const { annotations } = manifest.metadata;
      const body: ApplyRequestBody = {
        platform,
        promise,
        manifest: {
          ...manifest,
          metadata: {
            ...manifest.metadata,
            ...(owner && {
              annotations: { ...annotations, [KratixAnnotations.owner]: owner },
            }),
          },
        },
        ifExists,
        ifMissing,
      };
      const outcome = await applyAndFollow(services, taskOf(ctx), body, rest);
      writeOutputs(ctx.output, outcome);
    },
  });
}

function manifestOf(
  given: Pick<
    ReturnType<typeof input.parse>,
    'manifest' | 'name' | 'namespace' | 'spec' | 'labels' | 'annotations'
  >,
): ApplyRequestBody['manifest'] {
  const { manifest, name, namespace, spec, labels, annotations } = given;
  if (manifest && (name || spec || labels || annotations)) {
    throw new InputError(
      'Give either manifest or the fields name, spec, labels and annotations, not both',
    );
  }
  if (manifest) {
    return readManifest(manifest, namespace);
  }
  if (!name) {
    throw new InputError('Give the name of the request, or its manifest');
  }
  return {
    metadata: { name, namespace: namespace ?? 'default', labels, annotations },
    spec,
  };
}
