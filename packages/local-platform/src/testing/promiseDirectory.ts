import { promises as fs } from 'node:fs';
import path from 'node:path';

/** The image of the Promise that {@link writePromise} writes. */
export const TEST_IMAGE = 'example.com/test-pipeline:v1';

/**
 * Writes a directory with the Promise `thing`, whose pipeline is one step that runs a script with Node.
 * The script finds the name of the request in `name` and Kratix' directory in `root`.
 */
export async function writePromise(
  directory: string,
  script: string,
): Promise<string> {
  const promise = path.join(directory, 'thing');
  await fs.mkdir(promise, { recursive: true });
  await fs.writeFile(
    path.join(promise, 'step.js'),
    `const fs = require('node:fs');
     const name = process.env.KRATIX_OBJECT_NAME;
     const root = process.env.KRATIX_ROOT;
     ${script}`,
  );
  await fs.writeFile(
    path.join(promise, 'images.yaml'),
    `images:\n  ${TEST_IMAGE}: { command: [node, step.js], workingDir: . }\n`,
  );
  await fs.writeFile(
    path.join(promise, 'promise.yaml'),
    JSON.stringify({
      apiVersion: 'platform.kratix.io/v1alpha1',
      kind: 'Promise',
      metadata: { name: 'thing' },
      spec: {
        destinationSelectors: [{ matchLabels: { environment: 'backstage' } }],
        api: {
          apiVersion: 'apiextensions.k8s.io/v1',
          kind: 'CustomResourceDefinition',
          metadata: { name: 'things.test.example.com' },
          spec: {
            group: 'test.example.com',
            scope: 'Namespaced',
            names: { kind: 'Thing', plural: 'things', singular: 'thing' },
            versions: [
              {
                name: 'v1',
                served: true,
                storage: true,
                schema: {
                  openAPIV3Schema: {
                    type: 'object',
                    properties: {
                      spec: {
                        type: 'object',
                        properties: { value: { type: 'string' } },
                      },
                    },
                  },
                },
              },
            ],
          },
        },
        workflows: {
          resource: {
            configure: [
              {
                apiVersion: 'platform.kratix.io/v1alpha1',
                kind: 'Pipeline',
                metadata: { name: 'configure' },
                spec: { containers: [{ name: 'step', image: TEST_IMAGE }] },
              },
            ],
          },
        },
      },
    }),
  );
  return directory;
}

/** A request of that Promise. */
export function thing(name: string, value = 'one') {
  return {
    apiVersion: 'test.example.com/v1',
    kind: 'Thing',
    metadata: { name, namespace: 'default' },
    spec: { value },
  };
}
