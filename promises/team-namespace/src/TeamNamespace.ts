import { objectSchema } from 'kratix-pipeline-sdk';
import { z } from 'zod';

const specSchema = z.object({
  teamName: z
    .string()
    .max(40)
    .regex(/^[a-z]([-a-z0-9]*[a-z0-9])?$/, 'not a DNS label'),
  environment: z.enum(['dev', 'staging', 'prod']),
  resourceQuota: z.object({
    cpu: z.string().regex(/^[1-9]\d*m?$/, 'not an amount of CPU'),
    memory: z.string().regex(/^[1-9]\d*(Mi|Gi|Ti)$/, 'not an amount of memory'),
  }),
  enableIstio: z.boolean(),
});

/** A team's namespace as its request asks for it. */
export type TeamNamespace = z.infer<typeof specSchema>;

/** The request of a team's namespace. */
export const teamNamespaceRequest = objectSchema(specSchema);
