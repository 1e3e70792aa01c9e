import { z } from 'zod';

/** Kratix puts the names of requests into labels, which hold 63 characters. */
const nameSchema = z
  .string()
  .max(63, 'must be at most 63 characters')
  .regex(
    /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
    "must be lower-case letters, digits, '-' and '.', and start and end with a letter or digit",
  );

const namespaceSchema = z
  .string()
  .max(63, 'must be at most 63 characters')
  .regex(
    /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
    "must be lower-case letters, digits and '-', and start and end with a letter or digit",
  );

/** What a server writes; it may stay in a manifest that was read from one, and is not taken. */
const ignored = z.unknown().optional();

const metadataSchema = z
  .object({
    name: nameSchema,
    namespace: namespaceSchema.default('default'),
    labels: z.record(z.string()).default({}),
    annotations: z.record(z.string()).default({}),
    uid: ignored,
    resourceVersion: ignored,
    generation: ignored,
    creationTimestamp: ignored,
    deletionTimestamp: ignored,
    deletionGracePeriodSeconds: ignored,
    finalizers: ignored,
    ownerReferences: ignored,
    managedFields: ignored,
  })
  .strict()
  .transform(({ name, namespace, labels, annotations }) => ({
    name,
    namespace,
    labels,
    annotations,
  }));

/** The body of POST /requests. Anything that is not known is refused, never dropped. */
export const applyBodySchema = z
  .object({
    platform: z.string().min(1),
    promise: z.string().min(1),
    manifest: z
      .object({
        apiVersion: z.string().optional(),
        kind: z.string().optional(),
        metadata: metadataSchema,
        spec: z.record(z.unknown()).optional(),
        status: ignored,
      })
      .strict(),
    ifExists: z.enum(['update', 'refuse']).default('update'),
    ifMissing: z.enum(['create', 'refuse']).default('create'),
    resourceVersion: z.string().min(1).optional(),
    dryRun: z.boolean().default(false),
  })
  .strict();

/** A body of POST /requests, checked and with its defaults. */
export type ApplyBody = z.output<typeof applyBodySchema>;
