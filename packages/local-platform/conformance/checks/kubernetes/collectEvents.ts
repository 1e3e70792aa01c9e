import { CheckContext } from '../../CheckContext';
import { WatchLine } from '../../KubeApi';
import { Mismatch } from '../../Check';
import { show } from '../../expectations';
import { textAt } from '../../json';

/**
 * The events of a watch until `enough` says so, or the server ends it.
 *
 * @throws Mismatch when neither happens in time
 */
export async function collectEvents(
  { api, options }: CheckContext,
  path: string,
  enough: (events: WatchLine[]) => boolean,
): Promise<WatchLine[]> {
  const events: WatchLine[] = [];
  const end = new AbortController();
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    end.abort();
  }, options.timeoutMs);
  try {
    for await (const event of api.watch(path, end.signal)) {
      events.push(event);
      if (enough(events)) {
        break;
      }
    }
  } finally {
    clearTimeout(timer);
    end.abort();
  }
  if (late) {
    throw new Mismatch(
      `more events of ${path} within ${options.timeoutMs / 1000} s`,
      show(events.map(describeEvent)),
    );
  }
  return events;
}

/** An event in two words. */
export function describeEvent({ type, object }: WatchLine): string {
  return `${type} ${textAt(object, 'metadata', 'name')}`.trim();
}
