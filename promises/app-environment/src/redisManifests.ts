import { AppEnvironment, environmentName } from './AppEnvironment';
import { Origin, originLabels } from './Origin';

const IMAGE = 'docker.io/library/redis:7.4-alpine';
const PORT = 6379;
const selector = { 'app.kubernetes.io/name': 'redis' };

function metadataOf(spec: AppEnvironment, origin: Origin) {
  return {
    name: 'redis',
    namespace: environmentName(spec),
    labels: { ...originLabels(origin), ...selector },
  };
}

/** A Redis that keeps nothing on disk, and runs with no privileges, as the namespace demands. */
export function redisDeployment(spec: AppEnvironment, origin: Origin): object {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadataOf(spec, origin),
    spec: {
      replicas: 1,
      strategy: { type: 'Recreate' },
      selector: { matchLabels: selector },
      template: {
        metadata: { labels: selector },
        spec: {
          automountServiceAccountToken: false,
          securityContext: {
            runAsNonRoot: true,
            runAsUser: 999,
            seccompProfile: { type: 'RuntimeDefault' },
          },
          containers: [
            {
              name: 'redis',
              image: IMAGE,
              args: [
                '--save',
                '',
                '--maxmemory',
                '200mb',
                '--maxmemory-policy',
                'allkeys-lru',
              ],
              ports: [{ name: 'redis', containerPort: PORT }],
              readinessProbe: { tcpSocket: { port: 'redis' } },
              resources: {
                requests: { cpu: '50m', memory: '64Mi' },
                limits: { memory: '256Mi' },
              },
              securityContext: {
                allowPrivilegeEscalation: false,
                readOnlyRootFilesystem: true,
                capabilities: { drop: ['ALL'] },
              },
            },
          ],
        },
      },
    },
  };
}

/** Where the application reaches its Redis: `redis:6379`. */
export function redisService(spec: AppEnvironment, origin: Origin): object {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadataOf(spec, origin),
    spec: {
      selector,
      ports: [{ name: 'redis', port: PORT, targetPort: 'redis' }],
    },
  };
}
