import { runStep, type StepHandlers } from 'kratix-pipeline-sdk';
import { steps as appEnvironment } from '../../app-environment/src';
import { steps as database } from '../../database/src';
import { steps as team } from '../../team/src';
import { steps as teamNamespace } from '../../team-namespace/src';

/** The steps of every Promise here: one image holds them all, and a container's arguments say which to run. */
const promises = new Map<string, Map<string, StepHandlers>>([
  ['app-environment', appEnvironment],
  ['database', database],
  ['team', team],
  ['team-namespace', teamNamespace],
]);

const [promise = '', step = ''] = process.argv.slice(2);
runStep(
  promises.get(promise)?.get(step) ?? {
    configure() {
      const known = [...promises].flatMap(([name, steps]) =>
        [...steps.keys()].map(key => `[${name}, ${key}]`),
      );
      throw new Error(
        `No step ${JSON.stringify([
          promise,
          step,
        ])}: the container's args are ${known.join(' or ')}`,
      );
    },
  },
);
