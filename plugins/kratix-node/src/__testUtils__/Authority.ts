import {
  BasicConstraintsExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY = 24 * 60 * 60 * 1000;

/** A certificate and its key, in PEM. */
export interface Identity {
  cert: string;
  key: string;
}

/** A certificate authority made for a test. */
export class Authority {
  /** Its certificate, in PEM. */
  readonly ca: string;
  private readonly certificate: X509Certificate;
  private readonly keys: CryptoKeyPair;

  static async create(name = 'test authority'): Promise<Authority> {
    const keys = await generateKeys();
    const certificate = await X509CertificateGenerator.createSelfSigned({
      serialNumber: '01',
      name: `CN=${name}`,
      ...validFor(-DAY, DAY),
      signingAlgorithm: ALGORITHM,
      keys,
      extensions: [new BasicConstraintsExtension(true, undefined, true)],
    });
    return new Authority(certificate, keys);
  }

  private constructor(certificate: X509Certificate, keys: CryptoKeyPair) {
    this.certificate = certificate;
    this.keys = keys;
    this.ca = certificate.toString('pem');
  }

  /** PEM in base64, as settings have it. */
  get caData(): string {
    return base64(this.ca);
  }

  /** A certificate for a server on this machine, or for a client. */
  async issue(
    options: { name?: string; host?: string; expired?: boolean } = {},
  ): Promise<Identity> {
    const { name = 'server', host, expired } = options;
    const keys = await generateKeys();
    const certificate = await X509CertificateGenerator.create({
      serialNumber: '02',
      subject: `CN=${name}`,
      issuer: this.certificate.subject,
      ...(expired ? validFor(-2 * DAY, -DAY) : validFor(-DAY, DAY)),
      signingAlgorithm: ALGORITHM,
      publicKey: keys.publicKey,
      signingKey: this.keys.privateKey,
      extensions: [
        new SubjectAlternativeNameExtension([
          host
            ? { type: 'dns', value: host }
            : { type: 'ip', value: '127.0.0.1' },
        ]),
      ],
    });
    return {
      cert: certificate.toString('pem'),
      key: PemConverter.encode(
        await crypto.subtle.exportKey('pkcs8', keys.privateKey),
        'PRIVATE KEY',
      ),
    };
  }
}

/** Text in base64. */
export function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

function generateKeys(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

function validFor(from: number, to: number) {
  return {
    notBefore: new Date(Date.now() + from),
    notAfter: new Date(Date.now() + to),
  };
}
