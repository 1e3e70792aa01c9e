import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createRequestApplyAction } from './actions/createRequestApplyAction';
import { createRequestDeleteAction } from './actions/createRequestDeleteAction';
import { createRequestWaitAction } from './actions/createRequestWaitAction';
import { createTeamCreateAction } from './actions/createTeamCreateAction';

/**
 * Scaffolder actions that request, wait for and delete what a Kratix platform offers.
 *
 * @public
 */
export const scaffolderModuleKratix = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'kratix',
  register(env) {
    env.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        discovery: coreServices.discovery,
      },
      async init({ actions, ...services }) {
        actions.addActions(
          createRequestApplyAction(services),
          createRequestWaitAction(services),
          createRequestDeleteAction(services),
          createTeamCreateAction(services),
        );
      },
    });
  },
});
