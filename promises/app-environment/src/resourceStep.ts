import { type StepHandlers } from 'kratix-pipeline-sdk';
import { appEnvironmentRequest, environmentName } from './AppEnvironment';
import { bucketManifest } from './bucketManifest';
import { databaseRequest, PLATFORM_SELECTOR } from './databaseRequest';
import { hostOf, ingressManifest } from './ingressManifest';
import { namespaceManifest } from './namespaceManifest';
import { redisDeployment, redisService } from './redisManifests';

/** Per request: the namespace, and for each component what makes it. */
export const resourceStep: StepHandlers = {
  async configure(pipeline) {
    const { metadata, spec } = await pipeline.readObject(appEnvironmentRequest);
    const origin = {
      promiseName: pipeline.environment.promiseName,
      requestName: metadata.name,
      requestNamespace: metadata.namespace ?? 'default',
    };
    const { components } = spec;
    const host = components.ingress
      ? hostOf(spec, process.env.INGRESS_DOMAIN || 'apps.example.com')
      : undefined;

    await pipeline.writeOutput(
      'namespace.yaml',
      namespaceManifest(spec, origin),
    );
    if (components.database) {
      await pipeline.writeOutput(
        `${PLATFORM_SELECTOR.directory}/database.yaml`,
        databaseRequest(spec, origin),
      );
      await pipeline.writeDestinationSelectors([PLATFORM_SELECTOR]);
    }
    if (components.redis) {
      await pipeline.writeOutput(
        'redis-deployment.yaml',
        redisDeployment(spec, origin),
      );
      await pipeline.writeOutput(
        'redis-service.yaml',
        redisService(spec, origin),
      );
    }
    if (components.s3Bucket) {
      await pipeline.writeOutput('bucket.yaml', bucketManifest(spec, origin));
    }
    if (host) {
      await pipeline.writeOutput(
        'ingress.yaml',
        ingressManifest(spec, origin, host),
      );
    }

    const wanted = Object.entries(components).flatMap(([name, isWanted]) =>
      isWanted ? [name] : [],
    );
    await pipeline.writeStatus({
      namespace: environmentName(spec),
      components: wanted,
      // Also without an address: the status keeps what it is not told anew.
      url: host ? `https://${host}` : '',
      message: `Namespace ${environmentName(spec)} is on its way, with ${
        wanted.join(', ') || 'no components'
      }`,
    });
  },
};
