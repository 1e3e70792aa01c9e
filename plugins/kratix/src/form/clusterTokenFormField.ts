import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { ClusterTokenField } from './ClusterTokenField';

/** `ui:field: KratixClusterToken`. */
export const clusterTokenFormField = createFormField({
  name: 'KratixClusterToken',
  component: ClusterTokenField,
  schema: makeFieldSchema({
    output: z => z.string(),
    uiOptions: z =>
      z.object({
        platform: z.string().optional().describe('Name of the platform'),
        platformField: z
          .string()
          .optional()
          .describe('Field of the form that holds the name of the platform'),
      }),
  }),
});
