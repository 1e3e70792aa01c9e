import { IncomingHttpHeaders } from 'node:http';

/**
 * Why a request to a loopback server must be refused: it comes from a web page (which names its
 * `Origin`), or by a host name that somebody else's DNS points at this machine.
 */
export function foreignRequestReason(
  headers: IncomingHttpHeaders,
  port: number,
): string | undefined {
  if (headers.origin !== undefined) {
    return 'Requests from web pages are not served.';
  }
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'none') {
    return 'Requests from web pages are not served.';
  }
  const hosts = ['127.0.0.1', 'localhost', '[::1]'].map(
    name => `${name}:${port}`,
  );
  return headers.host !== undefined && hosts.includes(headers.host)
    ? undefined
    : `Use one of these hosts: ${hosts.join(', ')}.`;
}
