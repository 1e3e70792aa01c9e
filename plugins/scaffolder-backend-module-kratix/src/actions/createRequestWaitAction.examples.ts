import { TemplateExample } from '@backstage/plugin-scaffolder-node';

/** Each is run by the test of the action. */
export const requestWaitExamples: TemplateExample[] = [
  {
    description:
      'Wait until the files of a request are at all its Destinations',
    example: `steps:
  - id: wait
    name: Wait for the database
    action: kratix:request:wait
    input:
      platform: local
      promise: database
      name: orders
      until: written
      timeoutSeconds: 300
`,
  },
];
