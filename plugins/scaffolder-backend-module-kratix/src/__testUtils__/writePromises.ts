import { promises as fs } from 'node:fs';
import path from 'node:path';

const PROMISE = (name: string, kind: string) => `
apiVersion: platform.kratix.io/v1alpha1
kind: Promise
metadata:
  name: ${name}
spec:
  api:
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata:
      name: ${name}s.test.example.org
    spec:
      group: test.example.org
      scope: Namespaced
      names: { kind: ${kind}, plural: ${name}s, singular: ${name} }
      versions:
        - name: v1
          served: true
          storage: true
          schema:
            openAPIV3Schema:
              type: object
              properties:
                spec:
                  type: object
                  properties:
                    size: { type: string }
  workflows:
    resource:
      configure:
        - apiVersion: platform.kratix.io/v1alpha1
          kind: Pipeline
          metadata: { name: work }
          spec:
            jobOptions: { backoffLimit: 0 }
            restartPolicy: Never
            containers:
              - { name: work, image: 'example.org/${name}:v1' }
`;

/** Writes a Promise whose Pipeline is a Node.js script, with its image mapping. */
export async function writePromise(
  directory: string,
  options: { name: string; kind: string; script: string },
): Promise<void> {
  const { name, kind, script } = options;
  const place = path.join(directory, name);
  await fs.mkdir(place, { recursive: true });
  await fs.writeFile(path.join(place, 'work.js'), script);
  await fs.writeFile(path.join(place, 'promise.yaml'), PROMISE(name, kind));
  await fs.writeFile(
    path.join(place, 'images.yaml'),
    `images:\n  example.org/${name}:v1:\n    command: [node, work.js]\n    workingDir: .\n`,
  );
}
