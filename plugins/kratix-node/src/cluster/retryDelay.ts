/** A person waits for the answer. */
const ATTEMPTS = 5;
const LONGEST_SECONDS = 5;

/**
 * How long to wait before a call is sent again that the API server had no room for (429). It was not
 * carried out, and `Retry-After` says when there may be room (Kubernetes: API priority and fairness).
 *
 * @param attempt - that was refused, from 1
 * @param retryAfter - the header: seconds
 * @returns milliseconds, or undefined where the caller has to be told
 */
export function retryDelay(
  status: number | undefined,
  attempt: number,
  retryAfter: string | undefined,
): number | undefined {
  const seconds = /^\d+$/.test(retryAfter ?? '') ? Number(retryAfter) : NaN;
  return status === 429 && attempt < ATTEMPTS && seconds <= LONGEST_SECONDS
    ? seconds * 1000
    : undefined;
}
