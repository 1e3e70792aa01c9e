import type { IncomingMessage } from 'node:http';
import { KubeStatusError } from '../../kube';

/** Answered to anyone on this machine: they tell nothing that a port scan does not. */
export const openPaths = new Set(['/healthz', '/readyz', '/livez', '/version']);

const loopbackNames = new Set(['127.0.0.1', 'localhost', '[::1]']);

function hostname(authority: string): string | undefined {
  return /^(\[[0-9a-f:]+\]|[^:/@?#]+)(?::\d{1,5})?$/i
    .exec(authority)?.[1]
    .toLowerCase();
}

function isLoopback(authority: string | undefined): boolean {
  const name = authority && hostname(authority);
  return Boolean(name && loopbackNames.has(name));
}

/**
 * Refuses what a web page could send: a page's name may resolve to this machine (DNS rebinding), hence the Host
 * check; and browsers put an Origin on what a page sends elsewhere.
 */
export function checkNotFromWeb(request: IncomingMessage): void {
  const { host, origin } = request.headers;
  if (!isLoopback(host)) {
    throw new KubeStatusError(
      403,
      'Forbidden',
      'The local platform answers only to 127.0.0.1, localhost and [::1]: the Host header names something else.',
    );
  }
  if (origin !== undefined && origin !== `https://${host}`) {
    throw new KubeStatusError(
      403,
      'Forbidden',
      'The local platform does not answer to web pages: the request carries an Origin header.',
    );
  }
}
