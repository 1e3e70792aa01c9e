import { AuditorService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { Request } from 'express';
import { z } from 'zod';

/** What is done to a request, as the audit log names it. */
export type AuditedAction =
  | 'apply'
  | 'delete'
  | 'reconcile'
  | 'pause'
  | 'resume'
  | 'chooseVersion';

const text = z
  .string()
  .transform(value => value.slice(0, 253))
  .optional()
  .catch(undefined);

/** Only what addresses the request: what its manifest says may be secret. */
const subjectSchema = z
  .object({
    platform: text,
    promise: text,
    namespace: text,
    name: text,
    dryRun: z.boolean().optional().catch(undefined),
    version: text,
    manifest: z
      .object({
        metadata: z.object({ namespace: text, name: text }).catch({}),
      })
      .optional()
      .catch(undefined),
  })
  .catch({});

/**
 * Does a change and writes to Backstage's audit log who asked for it, of which request, and how it
 * ended: also where it was refused.
 *
 * @param subject - unchecked: the route's parameters, or the body
 */
export async function audited<T>(
  auditor: AuditorService,
  req: Request,
  change: { action: AuditedAction; subject: unknown },
  task: () => Promise<T>,
): Promise<T> {
  const { manifest, ...address } = subjectSchema.parse(change.subject);
  const event = await auditor.createEvent({
    eventId: 'request-change',
    severityLevel: 'medium',
    request: req,
    meta: { action: change.action, ...manifest?.metadata, ...address },
  });
  try {
    const result = await task();
    await event.success();
    return result;
  } catch (error) {
    await event.fail({ error: withoutValues(toError(error)) });
    throw error;
  }
}

/**
 * A refusal says which value was not taken, Kubernetes as `Invalid value: "…"` or `Invalid value: 5`:
 * the caller knows it, and the log must not.
 */
function withoutValues({ name, message }: Error): Error {
  const withheld = message
    .replace(/"(?:[^"\\]|\\.)*"/gs, '"…"')
    .replace(/(value: )(?!"…")\S[^;,]*/g, '$1…');
  return Object.assign(new Error(withheld), { name });
}
