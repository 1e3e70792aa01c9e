import { CheckContext } from '../../CheckContext';
import { expectEqual, expectMatch } from '../../expectations';
import { at, conditionOf, listAt } from '../../json';
import { Kind } from '../../paths';
import { byLabels, labels } from './names';

/** The manifest of a request of the run's Promise. */
export function requestBody(
  context: CheckContext,
  name: string,
  spec: Record<string, string> = {},
) {
  return {
    apiVersion: `${context.requests.group}/${context.requests.version}`,
    kind: 'Thing',
    metadata: context.metadata(name),
    spec,
  };
}

/** Creates a request of the run's Promise; the end of the run removes it before the Promise. */
export function createRequest(
  context: CheckContext,
  name: string,
  spec: Record<string, string> = {},
) {
  const path = context.path(context.requests);
  context.created.push(`${path}/${name}`);
  return context.api.create(path, requestBody(context, name, spec));
}

/** Waits until Kratix is done with a request's latest generation. */
export function reconciled(context: CheckContext, name: string) {
  return context.eventually(async () => {
    const request = await context.api.get(context.path(context.requests, name));
    expectEqual(
      'status.observedGeneration',
      at(request, 'status', 'observedGeneration'),
      at(request, 'metadata', 'generation'),
    );
    expectMatch(
      'the condition Reconciled',
      conditionOf(request, 'Reconciled'),
      {
        status: 'True',
        reason: 'Reconciled',
        message: 'Reconciled',
      },
    );
    return request;
  });
}

/** Waits until a request has that condition. */
export function hasCondition(
  context: CheckContext,
  name: string,
  type: string,
  expected: { status: string; reason: string; message?: string },
) {
  return context.eventually(async () => {
    const request = await context.api.get(context.path(context.requests, name));
    expectMatch(`the condition ${type}`, conditionOf(request, type), expected);
    return request;
  });
}

/** What Kratix made for a request: objects of a kind with its labels. */
export async function objectsOf(
  context: CheckContext,
  kind: Kind,
  name: string,
  more: Record<string, string> = {},
): Promise<unknown[]> {
  const query = byLabels({
    [labels.promiseName]: context.prefix,
    [labels.resourceName]: name,
    ...more,
  });
  const list = await context.api.get(`${context.path(kind)}?${query}`);
  return listAt(list, 'items');
}
