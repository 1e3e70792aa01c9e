import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { KubeObject } from '../kube';
import { isJsonObject } from './json';

function manifestsDirectory(): string {
  for (
    let directory = __dirname;
    path.dirname(directory) !== directory;
    directory = path.dirname(directory)
  ) {
    const candidate = path.join(directory, 'manifests');
    if (existsSync(path.join(directory, 'package.json'))) {
      return candidate;
    }
  }
  throw new Error(
    `The manifests of kratix-local-platform are missing beside ${__dirname}; install the package again`,
  );
}

function isCustomResourceDefinition(value: unknown): value is KubeObject {
  return (
    isJsonObject(value) &&
    value.apiVersion === 'apiextensions.k8s.io/v1' &&
    value.kind === 'CustomResourceDefinition' &&
    isJsonObject(value.metadata)
  );
}

/** The CustomResourceDefinitions of platform.kratix.io, as Kratix installs them. */
export function kratixCrds(): KubeObject[] {
  const directory = manifestsDirectory();
  return readdirSync(directory)
    .filter(name => name.endsWith('.yaml'))
    .sort()
    .map(name => {
      const crd: unknown = parse(
        readFileSync(path.join(directory, name), 'utf8'),
      );
      if (!isCustomResourceDefinition(crd)) {
        throw new Error(`${name} holds no CustomResourceDefinition`);
      }
      return crd;
    });
}
