import { type StepHandlers } from 'kratix-pipeline-sdk';
import { MODULE_DIRECTORY, TERRAFORM_SELECTOR } from './giteaOrganisation';
import { TERRAFORM_VERSIONS } from './terraformVersions';

/** Once per Promise: what the Terraform files of all teams have in common. */
export const promiseStep: StepHandlers = {
  async configure(pipeline) {
    await pipeline.writeOutput(
      `${MODULE_DIRECTORY}/versions.tf`,
      TERRAFORM_VERSIONS,
    );
    await pipeline.writeDestinationSelectors([TERRAFORM_SELECTOR]);
  },
};
