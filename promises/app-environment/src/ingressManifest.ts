import { AppEnvironment, environmentName } from './AppEnvironment';
import { Origin, originLabels } from './Origin';

/**
 * The host name of an application.
 *
 * @param domain - below which it is
 * @throws Error when the domain is none
 */
export function hostOf(spec: AppEnvironment, domain: string): string {
  if (!/^[a-z0-9]([a-z0-9.-]{0,180}[a-z0-9])?$/.test(domain)) {
    throw new Error(
      `INGRESS_DOMAIN is ${JSON.stringify(
        domain,
      )}, which is not a domain; set it in the Promise, for example to apps.example.com`,
    );
  }
  return `${spec.appName}-${spec.environment}.${domain}`;
}

/** The way from outside to the Service that is named as the application, port 80. */
export function ingressManifest(
  spec: AppEnvironment,
  origin: Origin,
  host: string,
): object {
  const service = { name: spec.appName, port: { number: 80 } };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      name: spec.appName,
      namespace: environmentName(spec),
      labels: originLabels(origin),
    },
    spec: {
      tls: [{ hosts: [host], secretName: `${spec.appName}-tls` }],
      rules: [
        {
          host,
          http: {
            paths: [{ path: '/', pathType: 'Prefix', backend: { service } }],
          },
        },
      ],
    },
  };
}
