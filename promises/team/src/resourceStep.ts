import { type StepHandlers } from 'kratix-pipeline-sdk';
import {
  giteaOrganisation,
  organisationFile,
  TERRAFORM_SELECTOR,
} from './giteaOrganisation';
import { groupEntity, groupEntityRef } from './groupEntity';
import { readTeam } from './Team';

/** Per request: the team's Group for Backstage and its organisation for Terraform. */
export const resourceStep: StepHandlers = {
  async configure(pipeline) {
    const team = await readTeam(
      pipeline,
      process.env.TEAM_EMAIL_DOMAIN || 'example.com',
    );
    await pipeline.writeOutput('backstage/group.yaml', groupEntity(team));
    await pipeline.writeOutput(
      organisationFile(team.request),
      giteaOrganisation(team),
    );
    await pipeline.writeDestinationSelectors([
      { directory: 'backstage', matchLabels: { environment: 'backstage' } },
      TERRAFORM_SELECTOR,
    ]);
    await pipeline.writeStatus({
      message: `Team ${team.id} is defined in the catalog and in Terraform`,
      teamId: team.id,
      email: team.email,
      entityRef: groupEntityRef(team),
    });
  },
};
