import { X509Certificate } from 'node:crypto';
import { unusable } from './loadAccess';

/**
 * Node takes anything for a certificate authority and then trusts nobody: what is no certificate has
 * to be found before.
 *
 * @param from - `file`: path of a PEM file; `key`: setting that holds PEM in base64
 * @throws ClusterError (unavailable)
 */
export function checkAuthority(
  pem: Buffer,
  from: { file: string } | { key: string },
) {
  if (isCertificate(pem)) {
    return;
  }
  throw unusable(
    'file' in from
      ? `${from.file} is no certificate. It has to be the one of the cluster's certificate authority, in PEM.`
      : `${from.key} is no certificate. It has to be the one of the cluster's certificate authority, in PEM and then in base64 (base64 -w0 ca.crt).`,
  );
}

function isCertificate(pem: Buffer): boolean {
  try {
    // Reads the first of several.
    return pem.includes('-----BEGIN ') && !!new X509Certificate(pem).raw.length;
  } catch {
    return false;
  }
}
