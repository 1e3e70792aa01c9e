import { isUtf8 } from 'node:buffer';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { isError } from '@backstage/errors';
import { PlacementFile } from 'backstage-plugin-kratix-common';

/** Larger files are not for a page. */
const MOST_BYTES = 1024 * 1024;

/** A Secret in YAML or JSON; better one file too many withheld than a Secret shown. */
const SECRET = /(^|[\s{,])["']?kind["']?\s*:\s*["']?Secret\b/m;

const unzip = promisify(gunzip);

/**
 * Decodes a file of a Work: base64 of its gzipped bytes. Never shown are Secrets, and what no person
 * could read.
 */
export async function decodeWorkload(
  path: string,
  content: string,
): Promise<PlacementFile> {
  let bytes: Buffer;
  try {
    // One byte more than the limit tells the two apart without unpacking a bomb.
    bytes = await unzip(Buffer.from(content, 'base64'), {
      maxOutputLength: MOST_BYTES + 1,
    });
  } catch (error) {
    const tooLarge = isError(error) && error.code === 'ERR_BUFFER_TOO_LARGE';
    return {
      path,
      size: tooLarge ? MOST_BYTES + 1 : 0,
      withheld: tooLarge ? 'tooLarge' : 'unreadable',
    };
  }
  return describeFile(path, bytes);
}

/**
 * A file for people: Secrets, and what no person could read, are withheld.
 *
 * @public
 */
export function describeFile(path: string, bytes: Buffer): PlacementFile {
  const size = bytes.length;
  if (size > MOST_BYTES) {
    return { path, size, withheld: 'tooLarge' };
  }
  if (!isUtf8(bytes) || bytes.includes(0)) {
    return { path, size, withheld: 'binary' };
  }
  const text = bytes.toString('utf8');
  return SECRET.test(text)
    ? { path, size, withheld: 'secret' }
    : { path, size, content: text };
}
