import { TemplateExample } from '@backstage/plugin-scaffolder-node';

/** Each is run by the test of the action. */
export const requestDeleteExamples: TemplateExample[] = [
  {
    description: 'Delete a request, and wait until it is gone',
    example: `steps:
  - id: delete
    name: Delete the database
    action: kratix:request:delete
    input:
      platform: local
      promise: database
      name: orders
      wait: true
`,
  },
];
