import { KubeStatusError } from '../../kube';

/** The answer of a webhook that refuses, as the API server words it. */
export function deny(webhook: string, message: string): KubeStatusError {
  return new KubeStatusError(
    403,
    'Forbidden',
    `admission webhook "${webhook}" denied the request: ${message}`,
  );
}
