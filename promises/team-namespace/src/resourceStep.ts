import { type StepHandlers } from 'kratix-pipeline-sdk';
import {
  namespaceManifest,
  namespaceName,
  networkPolicyManifest,
  quotaManifest,
} from './namespaceManifests';
import { teamNamespaceRequest } from './TeamNamespace';

/** Per request: the team's namespace, its quota, and a policy that closes it. */
export const resourceStep: StepHandlers = {
  async configure(pipeline) {
    const { metadata, spec } = await pipeline.readObject(teamNamespaceRequest);
    const origin = {
      promiseName: pipeline.environment.promiseName,
      requestName: metadata.name,
    };
    await pipeline.writeOutput(
      'namespace.yaml',
      namespaceManifest(spec, origin),
    );
    await pipeline.writeOutput('quota.yaml', quotaManifest(spec, origin));
    await pipeline.writeOutput(
      'network-policy.yaml',
      networkPolicyManifest(spec, origin),
    );
    const { cpu, memory } = spec.resourceQuota;
    await pipeline.writeStatus({
      namespace: namespaceName(spec),
      message: `Namespace ${namespaceName(
        spec,
      )} with ${cpu} CPU and ${memory} of memory is on its way to the cluster`,
    });
  },
};
