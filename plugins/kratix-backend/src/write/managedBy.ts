import { KubeObject } from 'backstage-plugin-kratix-common';

const PARENT_FAMILIES = ['kratix.io/component-of', 'kratix.io/parent'];

/**
 * Who else manages an object, for people: a parent request, a controller, Argo CD, Flux or Helm. What
 * they manage they put back, so it must not be edited behind their back.
 *
 * @returns undefined where nobody else does
 */
export function managedBy(object: KubeObject): string | undefined {
  const {
    labels = {},
    annotations = {},
    ownerReferences = [],
  } = object.metadata;
  for (const family of PARENT_FAMILIES) {
    const promise = labels[`${family}-promise-name`];
    const name = labels[`${family}-resource-name`];
    if (promise || name) {
      const namespace = labels[`${family}-resource-namespace`];
      const address = [namespace, name].filter(Boolean).join('/');
      return `request ${address || '(unnamed)'}${
        promise ? ` of Promise ${promise}` : ''
      }, of which it is a part`;
    }
  }
  const controller = ownerReferences.find(reference => reference.controller);
  if (controller) {
    return `${controller.kind} ${controller.name}`;
  }
  const argoApplication =
    labels['argocd.argoproj.io/instance'] ??
    annotations['argocd.argoproj.io/tracking-id']?.split(':')[0];
  if (argoApplication !== undefined) {
    return `Argo CD application ${argoApplication}`;
  }
  for (const [toolkit, kind] of [
    ['kustomize', 'Kustomization'],
    ['helm', 'HelmRelease'],
  ]) {
    const name = labels[`${toolkit}.toolkit.fluxcd.io/name`];
    if (name !== undefined) {
      const namespace = labels[`${toolkit}.toolkit.fluxcd.io/namespace`];
      const address = [namespace, name].filter(Boolean).join('/');
      return `Flux ${kind} ${address}`;
    }
  }
  if (labels['app.kubernetes.io/managed-by'] === 'Helm') {
    const release = annotations['meta.helm.sh/release-name'];
    return release ? `Helm release ${release}` : 'Helm';
  }
  return undefined;
}
