import { KubeMetadata } from 'backstage-plugin-kratix-common';
import { managedBy } from './managedBy';

const manager = (metadata: Partial<KubeMetadata>) =>
  managedBy({
    apiVersion: 'example.org/v1',
    kind: 'Team',
    metadata: { name: 'a', ...metadata },
  });

describe('managedBy', () => {
  it.each<[string, Partial<KubeMetadata>, string | undefined]>([
    ['nobody', { labels: { 'kratix.io/promise-name': 'team' } }, undefined],
    [
      'an owner that does not control it',
      {
        ownerReferences: [
          { apiVersion: 'v1', kind: 'ConfigMap', name: 'x', uid: '1' },
        ],
      },
      undefined,
    ],
    [
      'a controller',
      {
        ownerReferences: [
          {
            apiVersion: 'v1',
            kind: 'Composite',
            name: 'x',
            uid: '1',
            controller: true,
          },
        ],
      },
      'Composite x',
    ],
    [
      'a parent request',
      {
        labels: {
          'kratix.io/parent-promise-name': 'stack',
          'kratix.io/parent-resource-name': 'whole',
        },
      },
      'request whole of Promise stack, of which it is a part',
    ],
    [
      'a parent request of which only the name is told',
      { labels: { 'kratix.io/component-of-resource-name': 'whole' } },
      'request whole, of which it is a part',
    ],
    [
      'Argo CD by label',
      { labels: { 'argocd.argoproj.io/instance': 'app' } },
      'Argo CD application app',
    ],
    [
      'Argo CD by annotation',
      {
        annotations: {
          'argocd.argoproj.io/tracking-id': 'app:example.org/Team:default/a',
        },
      },
      'Argo CD application app',
    ],
    [
      'a Flux Kustomization',
      {
        labels: {
          'kustomize.toolkit.fluxcd.io/name': 'teams',
          'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
        },
      },
      'Flux Kustomization flux-system/teams',
    ],
    [
      'a Flux HelmRelease',
      { labels: { 'helm.toolkit.fluxcd.io/name': 'teams' } },
      'Flux HelmRelease teams',
    ],
    ['Helm', { labels: { 'app.kubernetes.io/managed-by': 'Helm' } }, 'Helm'],
    [
      'another tool that only says that it made it',
      { labels: { 'app.kubernetes.io/managed-by': 'someone' } },
      undefined,
    ],
  ])('names %s', (_, metadata, expected) => {
    expect(manager(metadata)).toBe(expected);
  });
});
