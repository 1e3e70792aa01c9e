import { KratixFeature } from 'backstage-plugin-kratix-common';
import { z } from 'zod';
import { KubeHttp } from '../cluster/KubeHttp';

const DOCUMENT = '/openapi/v3/apis/platform.kratix.io/v1alpha1';

const anything = z.record(z.unknown());

const documentSchema = z.object({
  components: z.object({
    schemas: z.record(
      z
        .object({
          'x-kubernetes-group-version-kind': z
            .array(z.object({ kind: z.string() }))
            .catch([]),
          properties: anything.catch({}),
        })
        .catch({ 'x-kubernetes-group-version-kind': [], properties: {} }),
    ),
  }),
});

/** Since when Kratix has what older ones lack, and what is missing without it. */
const SINCE: [feature: KratixFeature, lack: string][] = [
  [
    'pipelineStatus',
    'requests do not say how each Pipeline is doing (since March 2026)',
  ],
  [
    'revisions',
    'versions of Promises are not kept, so none can be chosen (since November 2025)',
  ],
  [
    'healthRecords',
    'the health of what a request brought is not reported (since July 2025)',
  ],
];

/**
 * Asks the API server what its Kratix offers: by the kinds that are defined and by the fields that they
 * have, since Kratix has no versions to go by. One call.
 *
 * @returns undefined where the API server does not tell
 */
export async function readFeatures(
  http: KubeHttp,
): Promise<Record<KratixFeature, boolean> | undefined> {
  try {
    const { body } = await http.call({ method: 'GET', path: DOCUMENT });
    return featuresOf(body);
  } catch {
    // Nothing depends on it but what is told.
    return undefined;
  }
}

/** @param document - OpenAPI v3 of the group `platform.kratix.io/v1alpha1` */
export function featuresOf(
  document: unknown,
): Record<KratixFeature, boolean> | undefined {
  const parsed = documentSchema.safeParse(document);
  const schemas = parsed.success
    ? Object.values(parsed.data.components.schemas)
    : [];
  const schemaOf = (kind: string) =>
    schemas.find(schema =>
      schema['x-kubernetes-group-version-kind'].some(
        address => address.kind === kind,
      ),
    );
  const promise = schemaOf('Promise');
  if (!promise) {
    return undefined;
  }
  return {
    pipelineStatus: hasField(promise, [
      'status',
      'kratix',
      'workflows',
      'pipelines',
    ]),
    revisions: !!schemaOf('PromiseRevision') && !!schemaOf('ResourceBinding'),
    healthRecords: !!schemaOf('HealthRecord'),
    dryRuns: !!schemaOf('DryRun'),
  };
}

/** What to tell about a Kratix that lacks something. */
export function describeLacks(
  features: Record<KratixFeature, boolean> | undefined,
): string[] {
  const lacks = SINCE.filter(([feature]) => features?.[feature] === false);
  return lacks.length
    ? [
        `The cluster's Kratix is older than what these plugins know: ${lacks
          .map(([, lack]) => lack)
          .join('; ')}. The rest works; update Kratix to have that, too.`,
      ]
    : [];
}

function hasField(schema: unknown, path: string[]): boolean {
  const [name, ...rest] = path;
  if (name === undefined) {
    return true;
  }
  const parsed = z.object({ properties: anything }).safeParse(schema);
  const field = parsed.success ? parsed.data.properties[name] : undefined;
  return field !== undefined && hasField(field, rest);
}
