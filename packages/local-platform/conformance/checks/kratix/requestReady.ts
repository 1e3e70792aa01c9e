import { Check } from '../../Check';
import { CheckContext } from '../../CheckContext';
import { expectMatch } from '../../expectations';
import { at, conditionOf, textAt } from '../../json';
import { promiseAvailable } from './promiseAvailable';
import { createRequest, reconciled } from './request';

/** Creates a request and keeps every version of it until it is reconciled. */
async function observe(context: CheckContext): Promise<void> {
  const { api, requests, options, versions } = context;
  const path = context.path(requests);
  const list = await api.get(path);
  const from = textAt(list, 'metadata', 'resourceVersion');
  await createRequest(context, 'example');
  const end = new AbortController();
  const timer = setTimeout(() => end.abort(), options.timeoutMs);
  try {
    for await (const { object } of api.watch(
      `${path}?watch=true&resourceVersion=${from}&fieldSelector=metadata.name%3Dexample`,
      end.signal,
    )) {
      versions.push(object);
      if (at(conditionOf(object, 'Reconciled'), 'status') === 'True') {
        break;
      }
    }
  } finally {
    clearTimeout(timer);
    end.abort();
  }
}

export const requestReady: Check = {
  name: 'A request becomes ready, with the status that its pipelines and Kratix write',
  reliedOnBy: 'the state Ready, status fields of a request',
  needs: [promiseAvailable],
  async run(context) {
    await observe(context);
    const request = await reconciled(context, 'example');
    expectMatch('the request', request, {
      spec: { text: 'one', mode: 'ok' },
      status: {
        message: 'made one',
        made: 'one',
        workflows: 2,
        workflowsSucceeded: 2,
        workflowsFailed: 0,
        promiseVersion: 'not-set',
        resourceBindingVersion: 'latest',
      },
    });
  },
};
