import { ClusterError } from './ClusterError';
import { readStatus, statusError } from './readStatus';

/** The head of an answer, as far as it tells who answers. */
export interface AnswerHead {
  statusCode?: number;
  headers: { 'content-type'?: string; location?: string };
}

/** What was asked, and whom. */
export interface Question {
  /** For example `GET /apis/…`. */
  call: string;
  server: string;
}

/** What an API server answers for a group or kind that it does not serve. */
const NOT_SERVED = /^\s*404 page not found\s*$/;

/** What stands in for an API server that is away: proxies and load balancers answer in HTML. */
const AWAY = [429, 500, 502, 503, 504];

/**
 * The error that a refusal stands for. An API server refuses with a `Status`; what refuses otherwise
 * is something else, or something in between.
 */
export function refusal(
  head: AnswerHead,
  text: string,
  question: Question,
): ClusterError {
  const code = head.statusCode ?? 0;
  const body = parse(text);
  const isFromApiServer =
    readStatus(body) ||
    AWAY.includes(code) ||
    code === 401 ||
    (code === 404 && NOT_SERVED.test(text));
  return isFromApiServer
    ? statusError(code, body, question.call)
    : noApiServer(head, question);
}

/** The error for an answer that no API server gives. */
export function noApiServer(
  { statusCode, headers }: AnswerHead,
  { call, server }: Question,
): ClusterError {
  const type = headers['content-type']?.split(';')[0].trim().slice(0, 100);
  const target = headers.location && originOf(headers.location, server);
  const what = [
    `HTTP status ${statusCode}`,
    type && `content of type ${type}`,
    target && `a redirect to ${target}`,
  ].filter(Boolean);
  return new ClusterError(
    'malformed',
    `What answers at ${server} is no Kubernetes API server: it answered ${call} with ${what.join(
      ', ',
    )}. Check the address: kubectl config view --minify shows the right one. A login page or a proxy may stand before it.`,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The rest of a redirect may hold secrets. */
function originOf(location: string, base: string): string | undefined {
  return URL.canParse(location, base)
    ? new URL(location, base).origin
    : undefined;
}
