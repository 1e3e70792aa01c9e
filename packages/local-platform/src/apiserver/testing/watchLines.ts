import { request } from 'node:https';
import { createInterface } from 'node:readline';
import { testToken, TestApiServer } from './startApiServer';
import { waitFor } from './waitFor';

/** An event as it comes over the wire. */
export interface WireEvent {
  type: string;
  object: {
    kind: string;
    code?: number;
    metadata: {
      name?: string;
      resourceVersion?: string;
      annotations?: Record<string, string>;
    };
    columnDefinitions?: unknown[] | null;
    rows?: Array<{ cells: unknown[] }>;
  };
}

/** A watch under way. */
export interface WireWatch {
  events: WireEvent[];
  /** Waits for that many events; gives `TYPE name` of each. */
  until(count: number): Promise<string[]>;
  /** Settles when the server ends the watch. */
  ended: Promise<void>;
  stop(): void;
}

/** Opens a watch over HTTP. */
export function watchLines(
  server: TestApiServer,
  path: string,
  headers: Record<string, string> = {},
): WireWatch {
  const events: WireEvent[] = [];
  const separator = path.includes('?') ? '&' : '?';
  const outgoing = request(`${server.url}${path}${separator}watch=true`, {
    ca: server.certificateAuthority,
    agent: false,
    headers: { authorization: `Bearer ${testToken}`, ...headers },
  });
  const ended = new Promise<void>(resolve => {
    outgoing.on('error', () => resolve());
    outgoing.on('response', response => {
      const lines = createInterface({ input: response });
      lines.on('line', line => events.push(JSON.parse(line)));
      lines.on('error', () => resolve());
      response.on('error', () => resolve());
      lines.on('close', () => resolve());
    });
  });
  outgoing.end();
  return {
    events,
    ended,
    async until(count) {
      await waitFor(() => events.length >= count);
      return events.map(
        ({ type, object }) => `${type} ${object.metadata.name ?? object.kind}`,
      );
    },
    stop: () => outgoing.destroy(),
  };
}
