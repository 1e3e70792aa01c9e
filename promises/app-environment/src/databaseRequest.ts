import { AppEnvironment, environmentName } from './AppEnvironment';
import { Origin, parentLabels } from './Origin';

/** The directory whose files go to the platform itself, and where its Destination is to be found. */
export const PLATFORM_SELECTOR = {
  directory: 'platform',
  matchLabels: { environment: 'platform' },
};

/** A request of the Database Promise, in the namespace of the request that it is part of. */
export function databaseRequest(spec: AppEnvironment, origin: Origin): object {
  const name = environmentName(spec);
  return {
    apiVersion: 'platform.kratix.io/v1alpha1',
    kind: 'Database',
    metadata: {
      name: `${name}-database`,
      namespace: origin.requestNamespace,
      labels: parentLabels(origin),
    },
    spec: {
      name,
      engine: 'postgres',
      size: spec.environment === 'prod' ? 'medium' : 'small',
      environment: spec.environment,
    },
  };
}
