import { stringify } from 'yaml';

/** The text of a kubeconfig file with one context. */
export function writeKubeconfig(given: {
  context: string;
  server: string;
  certificateAuthority: string;
  token: string;
}): string {
  const name = given.context;
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name,
        cluster: {
          server: given.server,
          'certificate-authority-data': Buffer.from(
            given.certificateAuthority,
          ).toString('base64'),
        },
      },
    ],
    users: [{ name, user: { token: given.token } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    'current-context': name,
  });
}
