import { KubeClient } from '../../kube';
import {
  BuiltinContainer,
  BuiltinContainerContext,
} from '../../pipelines/builtin';
import { KratixConfig } from '../config';
import { messageOf } from '../errors';
import { reader } from './reader';
import { statusWriter } from './statusWriter';
import { workWriter } from './workWriter';

/** Kratix' own image in pipelines, as a container that runs in this process. */
export function pipelineAdapter(
  client: KubeClient,
  config: KratixConfig,
  now: () => Date,
): BuiltinContainer {
  const run = (context: BuiltinContainerContext): Promise<void> => {
    const [command] = context.args;
    switch (command) {
      case 'reader':
        return reader(context, client);
      case 'work-creator':
        return workWriter(context, client, config, now);
      case 'update-status':
        return statusWriter(context, client, now);
      default:
        throw new Error(
          `pipeline-adapter knows no command ${JSON.stringify(
            command,
          )}; use reader, work-creator or update-status`,
        );
    }
  };
  return async context => {
    try {
      await run(context);
      return 0;
    } catch (error) {
      context.log(`Error: ${messageOf(error)}`);
      return 1;
    }
  };
}
