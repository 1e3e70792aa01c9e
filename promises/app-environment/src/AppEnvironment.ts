import { objectSchema } from 'kratix-pipeline-sdk';
import { z } from 'zod';

const label = z
  .string()
  .max(28)
  .regex(/^[a-z]([-a-z0-9]*[a-z0-9])?$/, 'not a DNS label');

const specSchema = z
  .object({
    appName: label,
    team: label,
    environment: z.enum(['dev', 'staging', 'prod']),
    components: z.object({
      database: z.boolean(),
      redis: z.boolean(),
      s3Bucket: z.boolean(),
      ingress: z.boolean(),
    }),
  })
  .refine(({ team, appName }) => team.length + appName.length <= 29, {
    path: ['appName'],
    message: 'too long together with spec.team',
  });

/** An application's environment as its request asks for it. */
export type AppEnvironment = z.infer<typeof specSchema>;

/** The request of an application's environment. */
export const appEnvironmentRequest = objectSchema(specSchema);

/** Names the namespace, the database and the bucket: at most 39 characters. */
export function environmentName(spec: AppEnvironment): string {
  return `${spec.team}-${spec.appName}-${spec.environment}`;
}
