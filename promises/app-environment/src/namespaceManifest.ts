import { AppEnvironment, environmentName } from './AppEnvironment';
import { Origin, originLabels } from './Origin';

/** The namespace of an environment, which nothing else lives in. */
export function namespaceManifest(
  spec: AppEnvironment,
  origin: Origin,
): object {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: environmentName(spec),
      labels: {
        ...originLabels(origin),
        app: spec.appName,
        team: spec.team,
        environment: spec.environment,
        'pod-security.kubernetes.io/enforce': 'restricted',
        'pod-security.kubernetes.io/audit': 'restricted',
        'pod-security.kubernetes.io/warn': 'restricted',
      },
    },
  };
}
