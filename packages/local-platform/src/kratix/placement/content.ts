import { gunzipSync, gzipSync } from 'node:zlib';

/** Bounds what one workload may unpack to, so that a small Work cannot fill the memory. */
const MAX_UNPACKED_BYTES = 64 * 1024 * 1024;

/** File bytes as Works hold them: base64 of gzip. The same bytes give the same text. */
export function compressContent(content: Uint8Array): string {
  return gzipSync(content).toString('base64');
}

/** The bytes of a workload's `content`. */
export function decompressContent(content: string): Uint8Array {
  return gunzipSync(Buffer.from(content, 'base64'), {
    maxOutputLength: MAX_UNPACKED_BYTES,
  });
}
