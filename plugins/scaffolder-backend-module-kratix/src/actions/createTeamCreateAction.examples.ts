import { TemplateExample } from '@backstage/plugin-scaffolder-node';

/** Each is run by the test of the action. */
export const teamCreateExamples: TemplateExample[] = [
  {
    description: 'Create a team, and wait until the catalog shows its Group',
    example: `steps:
  - id: team
    name: Create the team
    action: kratix:team:create
    input:
      id: payments
      name: Payments
      email: payments@example.org
output:
  links:
    - title: Open the team
      entityRef: \${{ steps.team.output.entityRef }}
`,
  },
  {
    description: 'Create a team for an owner, and do not wait for it',
    example: `steps:
  - id: team
    name: Create the team
    action: kratix:team:create
    input:
      platform: local
      id: search
      name: Search
      owner: group:default/platform
      until: accepted
`,
  },
];
