import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { KubeObject } from '../kube';
import { isJsonObject } from './json';

function manifestsDirectory(): string {
  return path.join(
    path.dirname(require.resolve('kratix-local-platform/package.json')),
    'manifests',
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
  return readCrds(manifestsDirectory());
}

/** The CustomResourceDefinitions of Flux that the GitOps agent works on. */
export function fluxCrds(): KubeObject[] {
  return readCrds(path.join(manifestsDirectory(), 'flux'));
}

function readCrds(directory: string): KubeObject[] {
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
