import { KratixRequest } from 'backstage-plugin-kratix-common';

/** The latest of times; RFC 3339 times of one zone compare as texts. */
export function latest(
  times: Iterable<string | undefined>,
): string | undefined {
  let last: string | undefined;
  for (const time of times) {
    if (time && (!last || time > last)) {
      last = time;
    }
  }
  return last;
}

/** When a request last changed, as far as Kratix says. */
export function activityOf(request: KratixRequest): string | undefined {
  const { createdAt, conditions, pipelines } = request;
  return latest([
    createdAt,
    ...conditions.map(condition => condition.lastTransitionTime),
    ...pipelines.map(pipeline => pipeline.lastTransitionTime),
  ]);
}
