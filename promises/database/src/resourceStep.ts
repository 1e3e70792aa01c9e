import { objectSchema, type StepHandlers } from 'kratix-pipeline-sdk';
import { z } from 'zod';
import {
  compositeManifest,
  connectionString,
  databaseNamespace,
  namespaceManifest,
} from './databaseManifests';

const databaseRequest = objectSchema(
  z.object({
    name: z
      .string()
      .max(40)
      .regex(/^[a-z]([-a-z0-9]*[a-z0-9])?$/, 'not a DNS label'),
    engine: z.enum(['postgres', 'mysql']),
    version: z.string().regex(/^[0-9.]+$/, 'not a version'),
    size: z.enum(['small', 'medium', 'large']),
    environment: z.enum(['dev', 'staging', 'prod']),
  }),
);

/** Per request: the database's namespace and its Crossplane composite. */
export const resourceStep: StepHandlers = {
  async configure(pipeline) {
    const { metadata, spec } = await pipeline.readObject(databaseRequest);
    const origin = {
      promiseName: pipeline.environment.promiseName,
      requestName: metadata.name,
    };
    await pipeline.writeOutput(
      'namespace.yaml',
      namespaceManifest(spec, origin),
    );
    await pipeline.writeOutput(
      'database.yaml',
      compositeManifest(spec, origin),
    );
    await pipeline.writeStatus({
      phase: 'Requested',
      message: `Database ${spec.name} (${spec.engine} ${spec.version}, ${
        spec.size
      }) is requested from Crossplane in namespace ${databaseNamespace(spec)}`,
      connectionString: connectionString(spec),
    });
  },
};
