import type { ServerResponse } from 'node:http';
import { KubeStatusError } from '../../kube';
import { toStatus } from '../statusErrors';

/** A header may hold no control characters, and its text is quoted. */
function warningHeader(text: string): string {
  const safe = text.replace(/[^\x20-\x7e]/g, '?').replace(/["\\]/g, '\\$&');
  return `299 - "${safe.slice(0, 1_000)}"`;
}

/** Answers with JSON. */
export function sendJson(
  response: ServerResponse,
  code: number,
  body: unknown,
  warnings: string[] = [],
): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (warnings.length) {
    response.setHeader('Warning', [...new Set(warnings)].map(warningHeader));
  }
  const text = `${JSON.stringify(body)}\n`;
  response.writeHead(code, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-cache, private',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(text);
}

/** Answers with the Status of an error. */
export function sendError(response: ServerResponse, error: unknown): void {
  const status = toStatus(error);
  if (status.code === 413) response.setHeader('Connection', 'close');
  if (status.code === 401) {
    response.setHeader('WWW-Authenticate', 'Bearer realm="local-platform"');
  }
  if (error instanceof KubeStatusError) {
    const { retryAfterSeconds } = error.details ?? {};
    if (typeof retryAfterSeconds === 'number') {
      response.setHeader('Retry-After', String(retryAfterSeconds));
    }
  }
  sendJson(response, status.code, status);
}
