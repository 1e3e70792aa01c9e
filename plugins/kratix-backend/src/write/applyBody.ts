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

/** Longer ones belong to nothing in Kubernetes, and would fill messages and logs. */
const textSchema = z.string().max(317, 'must be at most 317 characters');

/** What a server writes; it may stay in a manifest that was read from one, and is not taken. */
const ignored = z.unknown().optional();

const metadataSchema = z
  .object({
    name: nameSchema,
    namespace: namespaceSchema.default('default'),
    labels: z.record(textSchema, z.string()).default({}),
    annotations: z.record(textSchema, z.string()).default({}),
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
    platform: textSchema.min(1),
    promise: textSchema.min(1),
    manifest: z
      .object({
        apiVersion: textSchema.optional(),
        kind: textSchema.optional(),
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
