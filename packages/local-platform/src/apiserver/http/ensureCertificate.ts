import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import {
  BasicConstraintsExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import type { ObjectStore, ServingCertificate } from '../store/ObjectStore';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const day = 24 * 60 * 60 * 1000;
const lifetime = 3650 * day;

/** The certificate to serve with: the stored one, or a new one when it is missing, about to end, or for another host. */
export async function ensureCertificate(
  store: ObjectStore,
  host: string,
  now: Date,
): Promise<ServingCertificate> {
  const stored = store.certificate;
  if (stored && serves(stored.certificate, host, now)) return stored;
  const made = await makeCertificate(host, now);
  store.certificate = made;
  return made;
}

function serves(pem: string, host: string, now: Date): boolean {
  const certificate = new X509Certificate(pem);
  const named = isIP(host)
    ? certificate.checkIP(host)
    : certificate.checkHost(host);
  return (
    named !== undefined &&
    Date.parse(certificate.validTo) > now.getTime() + 30 * day
  );
}

async function makeCertificate(
  host: string,
  now: Date,
): Promise<ServingCertificate> {
  const keys = await crypto.subtle.generateKey(algorithm, true, [
    'sign',
    'verify',
  ]);
  const addresses = [
    ...new Set(['127.0.0.1', '::1', ...(isIP(host) ? [host] : [])]),
  ];
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: Date.now().toString(16).padStart(16, '0'),
    name: 'CN=Kratix local platform',
    // Clocks may differ a little, between a container and its host for example.
    notBefore: new Date(now.getTime() - day),
    notAfter: new Date(now.getTime() + lifetime),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, undefined, true),
      new SubjectAlternativeNameExtension([
        { type: 'dns', value: 'localhost' },
        ...addresses.map(value => ({ type: 'ip' as const, value })),
      ]),
    ],
  });
  return {
    certificate: certificate.toString('pem'),
    key: PemConverter.encode(
      await crypto.subtle.exportKey('pkcs8', keys.privateKey),
      'PRIVATE KEY',
    ),
  };
}
