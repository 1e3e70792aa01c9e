import {
  type KratixPipeline,
  objectSchema,
  PipelineError,
} from 'kratix-pipeline-sdk';
import { z } from 'zod';

/** Names as Kubernetes allows them: what is made of them needs no quoting. */
const NAMESPACE = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const NAME = /^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$/;
const DOMAIN =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)+$/i;

const teamRequest = objectSchema(
  z.object({
    id: z.string().max(40).regex(NAMESPACE, 'not a DNS label'),
    name: z.string().min(1),
    email: z.string().min(1).optional(),
  }),
);

/** The coordinates of a request. */
export interface RequestCoordinates {
  promiseName: string;
  group: string;
  version: string;
  kind: string;
  namespace: string;
  name: string;
}

/** A team as its request asks for it, with the defaults filled in. */
export interface Team {
  id: string;
  name: string;
  email: string;
  request: RequestCoordinates;
}

/**
 * Reads the request that the pipeline runs for.
 *
 * @param emailDomain - domain of the address of a team that gives none.
 */
export async function readTeam(
  pipeline: KratixPipeline,
  emailDomain: string,
): Promise<Team> {
  if (!DOMAIN.test(emailDomain)) {
    throw new PipelineError(
      `TEAM_EMAIL_DOMAIN is ${JSON.stringify(
        emailDomain,
      )}, which is no domain: set it on the container in the Promise, as example.com`,
    );
  }
  const { apiVersion, kind, metadata, spec } = await pipeline.readObject(
    teamRequest,
  );
  const [group, version] = apiVersion.split('/');
  const { name, namespace = '' } = metadata;
  if (!NAME.test(name) || !NAMESPACE.test(namespace)) {
    throw new PipelineError(
      `Team ${JSON.stringify(
        `${namespace}/${name}`,
      )} has no name that Kubernetes allows`,
    );
  }
  return {
    id: spec.id,
    name: spec.name,
    email: spec.email ?? `${spec.id}@${emailDomain}`,
    request: {
      promiseName: pipeline.environment.promiseName,
      group,
      version,
      kind,
      namespace,
      name,
    },
  };
}
