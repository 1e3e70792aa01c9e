import { PromiseState } from 'backstage-plugin-kratix-common';
import { KratixTexts } from '../translation';

/** What is said of the state of a Promise: what Kratix says, where it is Kratix that says it. */
export const promiseMessage = (
  t: KratixTexts,
  { name, message }: PromiseState,
) =>
  name === 'Paused' || name === 'Deleting' || name === 'Unknown'
    ? t(`promiseMessage.${name}`)
    : message;
