import { z } from 'zod';
import { PipelineError } from './PipelineError';

/**
 * Fields that a step adds to the status of its object. Kratix merges them key by key at the top level
 * (nested maps are replaced) and `conditions` by their type; `message` is what people see first.
 *
 * @public
 */
export interface Status {
  message?: string;
  conditions?: Array<{
    type: string;
    status: string;
    reason?: string;
    message?: string;
    lastTransitionTime?: string;
  }>;
  [field: string]: unknown;
}

/** The shape of `status.yaml`; an empty file is an empty status. */
export const statusSchema = z
  .record(z.unknown())
  .nullish()
  .transform(status => status ?? {});

const conditionsSchema = z.array(z.object({ type: z.string() }).passthrough());

function mergeConditions(existing: unknown, added: unknown): unknown {
  const before = conditionsSchema.safeParse(existing);
  const after = conditionsSchema.safeParse(added);
  if (!before.success || !after.success) {
    return added;
  }
  const types = after.data.map(({ type }) => type);
  return [
    ...before.data.filter(({ type }) => !types.includes(type)),
    ...after.data,
  ];
}

/**
 * Adds status fields to those of earlier steps of the pipeline, by the rules by which Kratix merges
 * the result into the object.
 *
 * @throws PipelineError for what Kratix would fail on (`kratix`) or silently drop (anything but
 * `message` in a Promise workflow).
 */
export function mergeStatus(
  existing: Status,
  added: Status,
  workflowType: 'resource' | 'promise',
): Status {
  if ('kratix' in added) {
    throw new PipelineError(
      'Status field "kratix" belongs to Kratix, and the pipeline would fail: use another name',
    );
  }
  const dropped = Object.keys(added).filter(key => key !== 'message');
  if (workflowType === 'promise' && dropped.length > 0) {
    throw new PipelineError(
      `Status fields ${dropped.join(
        ', ',
      )} would be dropped: a Promise workflow can set "message" only`,
    );
  }
  return {
    ...existing,
    ...added,
    ...(added.conditions && {
      conditions: mergeConditions(existing.conditions, added.conditions),
    }),
  } as Status; // the merged conditions are those of two statuses
}
