import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { UniqueValueField } from './UniqueValueField';
import { validateUnique } from './validateUnique';

/** `ui:field: KratixUniqueValue`. */
export const uniqueValueFormField = createFormField({
  name: 'KratixUniqueValue',
  component: UniqueValueField,
  validation: validateUnique,
  schema: makeFieldSchema({
    output: z => z.string(),
    uiOptions: z =>
      z.object({
        platform: z.string().describe('Configured name of the platform'),
        promise: z.string().describe('Name of the Promise'),
        uniqueField: z
          .string()
          .describe('Path of the field in a request, for example `spec.id`'),
      }),
  }),
});
