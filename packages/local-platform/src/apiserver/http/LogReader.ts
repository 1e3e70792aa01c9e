/** Which log lines are wanted: the query parameters of `pods/log`. */
export interface LogRequest {
  /** The container; the Pod's only or first one when left out. */
  container?: string;
  /** Keep on giving lines until the container ends. */
  follow: boolean;
  /** The log of the container's previous run. */
  previous: boolean;
  /** Begin each line with its time (RFC 3339). */
  timestamps: boolean;
  /** Only that many lines from the end. */
  tailLines?: number;
  /** Only lines not older than this. */
  sinceSeconds?: number;
  /** Only lines from this time on (RFC 3339). */
  sinceTime?: string;
  /** At most that many bytes. */
  limitBytes?: number;
  /** Aborted when the client goes away. */
  signal: AbortSignal;
}

/**
 * Reads the log of a container of a Pod that exists. Throws a KubeStatusError (400) when the container is not there
 * or has not started.
 */
export type LogReader = (
  pod: { namespace: string; name: string },
  request: LogRequest,
) => AsyncIterable<Uint8Array>;
