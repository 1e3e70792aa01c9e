import { runStep, type StepHandlers } from 'kratix-pipeline-sdk';
import { promiseStep } from './promiseStep';
import { resourceStep } from './resourceStep';

const steps = new Map<string, StepHandlers>([
  ['promise', promiseStep],
  ['resource', resourceStep],
]);

const [, , name = ''] = process.argv;
runStep(
  steps.get(name) ?? {
    configure() {
      throw new Error(
        `No step ${JSON.stringify(name)}: the container's first argument is ${[
          ...steps.keys(),
        ].join(' or ')}`,
      );
    },
  },
);
