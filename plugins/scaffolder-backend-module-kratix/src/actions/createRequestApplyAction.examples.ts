import { TemplateExample } from '@backstage/plugin-scaffolder-node';

/** Each is run by the test of the action. */
export const requestApplyExamples: TemplateExample[] = [
  {
    description: 'Request a database, and wait until its files are written',
    example: `steps:
  - id: database
    name: Request the database
    action: kratix:request:apply
    input:
      platform: local
      promise: database
      name: orders
      owner: group:default/platform
      spec:
        name: orders
        engine: postgres
        version: "15"
        size: small
        environment: dev
      until: written
`,
  },
  {
    description: 'Apply a manifest that an earlier step has rendered',
    example: `steps:
  - id: apply
    name: Apply the manifest
    action: kratix:request:apply
    input:
      platform: local
      promise: database
      manifest: |
        apiVersion: platform.kratix.io/v1alpha1
        kind: Database
        metadata:
          name: invoices
          namespace: default
        spec:
          name: invoices
          engine: mysql
          version: "8.4"
          size: small
          environment: dev
`,
  },
  {
    description: 'Refuse to change what exists',
    example: `steps:
  - id: create
    name: Create the database
    action: kratix:request:apply
    input:
      platform: local
      promise: database
      name: brand-new
      ifExists: refuse
      spec:
        name: brand-new
        engine: postgres
        size: medium
        environment: prod
`,
  },
];
