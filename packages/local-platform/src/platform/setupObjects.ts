import { KubeObject } from '../kube';

const NAMESPACE = 'kratix-platform-system';
const SECRET = 'local-git-credentials';

/** The repositories that are the platform's state stores. */
export const REPOSITORIES = ['catalog', 'infrastructure'] as const;

/** The Destination that stands for the platform itself: its GitOps agent applies what is written there. */
export const PLATFORM_DESTINATION = {
  repository: 'infrastructure',
  path: 'platform',
} as const;

/**
 * What the platform is set up with: a state store per repository, and the Destinations of the Promises
 * that come with this project.
 *
 * @param gitUrl - where the repositories are served
 * @param token - what a push needs
 */
export function setupObjects(gitUrl: string, token: string): KubeObject[] {
  return [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: NAMESPACE },
    },
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: SECRET, namespace: NAMESPACE },
      type: 'Opaque',
      data: { username: base64('kratix'), password: base64(token) },
    },
    ...REPOSITORIES.map(name => ({
      apiVersion: 'platform.kratix.io/v1alpha1',
      kind: 'GitStateStore',
      metadata: { name },
      spec: {
        url: `${gitUrl}/${name}.git`,
        branch: 'main',
        authMethod: 'basicAuth',
        secretRef: { name: SECRET, namespace: NAMESPACE },
      },
    })),
    destination('catalog', 'backstage', 'catalog', {
      path: 'catalog',
      filepath: { mode: 'nestedByMetadata' },
      strictMatchLabels: true,
      initWorkloads: { enabled: false },
    }),
    destination('platform', 'platform', PLATFORM_DESTINATION.repository, {
      path: PLATFORM_DESTINATION.path,
      filepath: { mode: 'nestedByMetadata' },
      strictMatchLabels: true,
      initWorkloads: { enabled: true },
    }),
    destination('terraform', 'terraform', 'infrastructure', {
      path: 'terraform',
      filepath: { mode: 'none' },
      strictMatchLabels: true,
      initWorkloads: { enabled: false },
    }),
    destination('worker-1', 'dev', 'infrastructure', {
      path: 'worker-1',
      filepath: { mode: 'nestedByMetadata' },
      initWorkloads: { enabled: true },
    }),
  ];
}

function destination(
  name: string,
  environment: string,
  stateStore: (typeof REPOSITORIES)[number],
  spec: Record<string, unknown>,
): KubeObject {
  return {
    apiVersion: 'platform.kratix.io/v1alpha1',
    kind: 'Destination',
    metadata: { name, labels: { environment } },
    spec: {
      ...spec,
      stateStoreRef: { kind: 'GitStateStore', name: stateStore },
    },
  };
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
