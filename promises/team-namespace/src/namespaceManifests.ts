import type { TeamNamespace } from './TeamNamespace';

/** Where a manifest comes from, as labels that Kratix's own objects carry too. */
export interface Origin {
  promiseName: string;
  requestName: string;
}

function metadataOf(name: string, spec: TeamNamespace, origin: Origin) {
  return {
    name,
    namespace: namespaceName(spec),
    labels: {
      'kratix.io/promise-name': origin.promiseName,
      'kratix.io/resource-name': origin.requestName,
    },
  };
}

/** The namespace of a team for an environment. */
export function namespaceName(spec: TeamNamespace): string {
  return `${spec.teamName}-${spec.environment}`;
}

/**
 * The namespace's manifest. Production admits only Pods that ask for no privileges; elsewhere they are warned of, and
 * those that would take over a node are refused.
 */
export function namespaceManifest(spec: TeamNamespace, origin: Origin): object {
  const { namespace, labels } = metadataOf('', spec, origin);
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: namespace,
      labels: {
        ...labels,
        team: spec.teamName,
        environment: spec.environment,
        'pod-security.kubernetes.io/enforce':
          spec.environment === 'prod' ? 'restricted' : 'baseline',
        'pod-security.kubernetes.io/audit': 'restricted',
        'pod-security.kubernetes.io/warn': 'restricted',
        'istio-injection': spec.enableIstio ? 'enabled' : 'disabled',
      },
    },
  };
}

/** Twice an amount such as `4`, `500m` or `8Gi`. */
function twice(amount: string): string {
  return amount.replace(/^\d+/, digits => String(BigInt(digits) * 2n));
}

/** What the Pods of the namespace may request together; their limits may be twice as much. */
export function quotaManifest(spec: TeamNamespace, origin: Origin): object {
  const { cpu, memory } = spec.resourceQuota;
  return {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: metadataOf('team-quota', spec, origin),
    spec: {
      hard: {
        'requests.cpu': cpu,
        'requests.memory': memory,
        'limits.cpu': twice(cpu),
        'limits.memory': twice(memory),
      },
    },
  };
}

/** Closes the namespace to traffic in both directions; the team opens what it needs by policies of its own. */
export function networkPolicyManifest(
  spec: TeamNamespace,
  origin: Origin,
): object {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: metadataOf('default-deny', spec, origin),
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
  };
}
