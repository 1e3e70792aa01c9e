import { AppEnvironment, environmentName } from './AppEnvironment';
import { Origin, originLabels } from './Origin';

/** API group of the composite: not the Promise's, for Crossplane makes a CRD of its own for it. */
const COMPOSITE_GROUP = 'infrastructure.kratix-backstage.io';

/** The Crossplane composite (namespaced, as of Crossplane 2) that stands for the bucket. */
export function bucketManifest(spec: AppEnvironment, origin: Origin): object {
  return {
    apiVersion: `${COMPOSITE_GROUP}/v1alpha1`,
    kind: 'ObjectBucket',
    metadata: {
      name: environmentName(spec),
      namespace: environmentName(spec),
      labels: originLabels(origin),
    },
    spec: { environment: spec.environment, versioning: true, public: false },
  };
}
