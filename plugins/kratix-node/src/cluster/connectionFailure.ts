import { errorCode, errorMessage } from '../describeError';

const UNTRUSTED =
  'Its certificate is not signed by an authority that is trusted here. Give the one of the cluster: caData or caFile, or certificate-authority-data in the kubeconfig.';
const UNANSWERED =
  'Check the address, and whether network policies, firewalls or a proxy stand between Backstage and the cluster.';
const UNRESOLVED =
  'Check the address, and the DNS of the machine that Backstage runs on.';

/** By the codes of Node's errors, or the beginning of one. */
const ADVICE: [code: string, advice: string][] = [
  [
    'ECONNREFUSED',
    'Nothing listens there. Check address and port, and whether the cluster is up.',
  ],
  ['ENOTFOUND', UNRESOLVED],
  ['EAI_AGAIN', UNRESOLVED],
  ['ETIMEDOUT', UNANSWERED],
  ['EHOSTUNREACH', UNANSWERED],
  ['ENETUNREACH', UNANSWERED],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', UNTRUSTED],
  ['SELF_SIGNED_CERT_IN_CHAIN', UNTRUSTED],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', UNTRUSTED],
  ['UNABLE_TO_GET_ISSUER_CERT', UNTRUSTED],
  ['CERT_SIGNATURE_FAILURE', UNTRUSTED],
  ['CERT_UNTRUSTED', UNTRUSTED],
  [
    'CERT_HAS_EXPIRED',
    'Its certificate, or that of its authority, has expired. Renew it on the cluster, and check the clock of this machine.',
  ],
  [
    'CERT_NOT_YET_VALID',
    'Its certificate is not valid yet. Check the clocks of the cluster and of this machine.',
  ],
  [
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'Use an address that the certificate names, or set tls-server-name in a kubeconfig.',
  ],
  [
    'EPROTO',
    'It does not answer as a TLS server. Check the port, and whether the address has to begin with http://.',
  ],
  [
    'ERR_SSL_WRONG_VERSION_NUMBER',
    'It does not answer as a TLS server. Check the port, and whether the address has to begin with http://.',
  ],
  [
    'HPE_',
    'It does not answer as an HTTP server. Check the port, and whether the address has to begin with https://.',
  ],
  [
    'ERR_SSL_',
    'Server and client do not agree on TLS. Check the client certificate, if the cluster wants one.',
  ],
  [
    'ERR_INVALID_CHAR',
    'The token, or the name to be impersonated, holds a character that HTTP does not carry.',
  ],
];

/**
 * Why an API server cannot be reached, and what to do, from an error of Node's.
 *
 * @param server - its address
 */
export function connectionFailure(error: unknown, server: string): string {
  const code = errorCode(error);
  const message = errorMessage(error).trim().replace(/\.$/, '');
  const advice = ADVICE.find(([known]) => code?.startsWith(known))?.[1];
  const detail =
    code && !message.includes(code) ? `${message} (${code})` : message;
  return `The API server ${server} cannot be reached: ${detail}. ${
    advice ?? UNANSWERED
  }`;
}
