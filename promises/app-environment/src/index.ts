import { type StepHandlers } from 'kratix-pipeline-sdk';
import { resourceStep } from './resourceStep';

/** What the Promise's Pipelines run, by the second argument of the container. */
export const steps = new Map<string, StepHandlers>([
  ['resource', resourceStep],
]);
