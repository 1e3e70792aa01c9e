import { z } from 'zod';
import { KubeObject } from '../../kube';

const destinationSpecSchema = z.object({
  path: z.string().default(''),
  stateStoreRef: z.object({ kind: z.string(), name: z.string() }).optional(),
  strictMatchLabels: z.boolean().default(false),
  filepath: z
    .object({
      mode: z
        .enum(['nestedByMetadata', 'aggregatedYAML', 'none'])
        .default('nestedByMetadata'),
      filename: z.string().optional(),
    })
    .default({}),
  cleanup: z.enum(['none', 'all']).default('none'),
  initWorkloads: z.object({ enabled: z.boolean().default(true) }).default({}),
});

export type DestinationSpec = z.infer<typeof destinationSpecSchema>;

export function readDestination(object: KubeObject): DestinationSpec {
  return destinationSpecSchema.parse(object.spec ?? {});
}
