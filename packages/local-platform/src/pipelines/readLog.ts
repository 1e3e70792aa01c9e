import { FileLines } from './FileLines';
import { LogActivity } from './LogActivity';
import { LogLine } from './logLines';

/** Holds back lines until only the last ones are left; passes all on when no number is asked for. */
class Tail {
  private lines: LogLine[] = [];

  constructor(private readonly count: number | undefined) {}

  keep(lines: LogLine[]): LogLine[] {
    if (this.count === undefined) {
      return lines;
    }
    this.lines =
      this.count === 0 ? [] : [...this.lines, ...lines].slice(-this.count);
    return [];
  }

  rest(): LogLine[] {
    return this.lines;
  }
}

/** Which part of a log is read, as the query of Kubernetes' `pods/log` has it. */
export interface LogReadOptions {
  follow?: boolean;
  tailLines?: number;
  /** Only what was written in the last seconds. */
  sinceSeconds?: number;
  /** Only what was written at this time (RFC 3339) or later. */
  sinceTime?: string;
  /** Puts the time in front of each line. */
  timestamps?: boolean;
  limitBytes?: number;
  /** Ends the reading. */
  signal?: AbortSignal;
}

/**
 * Reads a log file as text, some lines at a time. A file that is not there is an empty log.
 *
 * @param activity - tells whether the log is still written; only then `follow` waits for more
 */
export async function* readLog(
  file: string,
  activity: LogActivity,
  options: LogReadOptions,
): AsyncGenerator<string> {
  let left = options.limitBytes ?? Infinity;
  for await (const lines of selectLines(file, activity, options)) {
    const text = lines
      .map(line => (options.timestamps ? `${line.time} ` : '') + line.text)
      .map(line => `${line}\n`)
      .join('');
    const bytes = Buffer.from(text);
    if (bytes.length >= left) {
      yield bytes.subarray(0, left).toString('utf8');
      return;
    }
    left -= bytes.length;
    yield text;
  }
}

async function* selectLines(
  file: string,
  activity: LogActivity,
  options: LogReadOptions,
): AsyncGenerator<LogLine[]> {
  const since = startTime(options);
  const reader = new FileLines(file);
  let tail: Tail | undefined = new Tail(options.tailLines);
  try {
    for (;;) {
      // Taken before reading: what is written while we read wakes us at once.
      const version = activity.version(file);
      for await (const lines of reader.readAvailable()) {
        const wanted = lines.filter(line => Date.parse(line.time) >= since);
        yield tail ? tail.keep(wanted) : wanted;
      }
      yield tail?.rest() ?? [];
      tail = undefined;
      if (!options.follow || version === undefined || options.signal?.aborted) {
        return;
      }
      await activity.changed(file, version, options.signal);
    }
  } finally {
    await reader.close();
  }
}

function startTime(options: LogReadOptions): number {
  const times = [
    options.sinceTime === undefined ? -Infinity : Date.parse(options.sinceTime),
    options.sinceSeconds === undefined
      ? -Infinity
      : Date.now() - options.sinceSeconds * 1000,
  ];
  return Math.max(...times);
}
