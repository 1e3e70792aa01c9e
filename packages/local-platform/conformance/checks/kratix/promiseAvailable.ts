import { Check } from '../../Check';
import { expectMatch } from '../../expectations';
import { conditionOf } from '../../json';
import { kinds, pathOf } from '../../paths';
import { destinationReady } from './destinationReady';
import { conformancePromise } from './promise';

const conditions: Record<string, object> = {
  ConfigureWorkflowCompleted: {
    status: 'True',
    reason: 'PipelinesExecutedSuccessfully',
    message: 'Pipelines completed',
  },
  WorksSucceeded: {
    status: 'True',
    reason: 'WorksSucceeded',
    message: 'All works associated with this promise are ready',
  },
  Available: {
    status: 'True',
    reason: 'PromiseAvailable',
    message: 'Ready to fulfil resource requests',
  },
  Reconciled: { status: 'True', reason: 'Reconciled', message: 'Reconciled' },
};

export const promiseAvailable: Check = {
  name: 'A Promise becomes Available once its own pipelines ran, and says its API',
  reliedOnBy: 'Promises page, entities and templates of Promises',
  needs: [destinationReady],
  async run(context) {
    const { api, prefix, requests } = context;
    await context.createForRun(kinds.promises, conformancePromise(context));
    await context.eventually(async () => {
      const promise = await api.get(pathOf(kinds.promises, undefined, prefix));
      expectMatch('the Promise', promise, {
        status: {
          status: 'Available',
          kind: 'Thing',
          apiVersion: `${requests.group}/${requests.version}`,
          workflows: 1,
          workflowsSucceeded: 1,
          workflowsFailed: 0,
          kratix: {
            workflows: { pipelines: [{ name: 'set-up', phase: 'Succeeded' }] },
          },
        },
      });
      for (const [type, expected] of Object.entries(conditions)) {
        expectMatch(
          `the condition ${type}`,
          conditionOf(promise, type),
          expected,
        );
      }
    });
  },
};
