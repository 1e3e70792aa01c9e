import { pipeline } from 'node:stream/promises';
import { Response } from 'express';

/**
 * Streams a log as plain text, at the pace of the reader. A log that breaks off after its head was
 * sent ends the connection without its end, so that the reader knows.
 *
 * @param options - `open` is given a signal that fires when the reader leaves or the backend stops
 */
export async function sendLog(
  res: Response,
  options: {
    signal: AbortSignal;
    open(signal: AbortSignal): Promise<AsyncIterable<Uint8Array>>;
  },
): Promise<void> {
  const left = new AbortController();
  res.on('close', () => left.abort());
  const signal = AbortSignal.any([left.signal, options.signal]);
  const log = await options.open(signal);
  res.writeHead(200, {
    'Content-Type': 'text/plain; charset=utf-8',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
    // Compression would hold lines back until there are enough of them.
    'Content-Encoding': 'identity',
  });
  res.flushHeaders();
  try {
    await pipeline(log, res, { signal });
  } catch (error) {
    if (!signal.aborted) {
      res.destroy(error instanceof Error ? error : undefined);
    }
  }
}
