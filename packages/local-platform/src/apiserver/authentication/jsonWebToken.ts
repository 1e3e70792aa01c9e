import { createHmac, timingSafeEqual } from 'node:crypto';
import { isJsonObject, JsonObject } from '../json';

/** The one header that is written and accepted: no token chooses how it is checked. */
const header = encode({ alg: 'HS256', typ: 'JWT' });

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function signature(content: string, key: Buffer): Buffer {
  return createHmac('sha256', key).update(content).digest();
}

/** Makes a signed JSON Web Token (RFC 7519). */
export function signToken(claims: JsonObject, key: Buffer): string {
  const content = `${header}.${encode(claims)}`;
  return `${content}.${signature(content, key).toString('base64url')}`;
}

/** The claims of a token that was signed with the key; undefined for any other text. Does not look at the claims. */
export function verifyToken(
  token: string,
  key: Buffer,
): JsonObject | undefined {
  const [head, body, mac, ...more] = token.split('.');
  if (head !== header || !body || !mac || more.length) return undefined;
  const given = Buffer.from(mac, 'base64url');
  const right = signature(`${head}.${body}`, key);
  if (given.length !== right.length || !timingSafeEqual(given, right)) {
    return undefined;
  }
  // Signed, hence written above.
  const claims: unknown = JSON.parse(
    Buffer.from(body, 'base64url').toString('utf8'),
  );
  return isJsonObject(claims) ? claims : undefined;
}
