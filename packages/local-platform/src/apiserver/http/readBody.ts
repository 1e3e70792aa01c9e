import type { IncomingMessage } from 'node:http';
import { parse as parseYaml } from 'yaml';
import { KubeStatusError } from '../../kube';
import { unsafeJson } from '../json';
import { badRequest } from '../statusErrors';

/** etcd's limit for an object is 1.5 MiB; patches and escapes may need more on the way. */
export const bodyLimit = 3 * 1024 * 1024;

const tooLarge = () =>
  new KubeStatusError(
    413,
    'RequestEntityTooLarge',
    `Request entity too large: limit is ${bodyLimit} bytes`,
  );

/** The media type of a request's body, without parameters. */
export function mediaType(request: IncomingMessage): string {
  return (request.headers['content-type'] ?? 'application/json')
    .split(';')[0]
    .trim()
    .toLowerCase();
}

/** Reads the whole body. Throws a 413 Status beyond 3 MiB. */
export async function readBytes(request: IncomingMessage): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > bodyLimit) {
    throw tooLarge();
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > bodyLimit) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Reads the whole body as text. Throws a 413 Status beyond 3 MiB. */
export async function readText(request: IncomingMessage): Promise<string> {
  return (await readBytes(request)).toString('utf8');
}

/** Whether a body of a media type is text that can be parsed. */
function isReadable(type: string): boolean {
  return /^(application|text)\/([a-z0-9.-]+\+)?(x-)?(json|yaml)$/.test(type);
}

/**
 * Parses a body as JSON, or as YAML where the media type says so. Throws a 415 Status for other media types, and a
 * 400 Status for what cannot be parsed.
 */
export function parseBody(text: string, type: string): unknown {
  if (!isReadable(type)) {
    throw new KubeStatusError(
      415,
      'UnsupportedMediaType',
      `the local platform reads application/json and application/yaml here, not ${type}`,
    );
  }
  if (text.trim() === '') throw badRequest('the request has no body');
  let body: unknown;
  try {
    body = type.includes('yaml')
      ? parseYaml(text, { maxAliasCount: 100, uniqueKeys: false })
      : JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : '';
    // A parser quotes what it stumbled over; a body may hold secrets, but its sender has them already.
    throw badRequest(
      `the object provided is unrecognized (must be of type application/json or application/yaml): ${why}`,
    );
  }
  const unsafe = unsafeJson(body);
  if (unsafe) throw badRequest(`the body is refused: ${unsafe}`);
  return body;
}
