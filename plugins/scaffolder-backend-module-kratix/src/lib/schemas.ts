import { Zod } from './reparsable';

// The scaffolder brings its own copy of zod, so types of schemas are named by what makes them.
type Text = ReturnType<Zod['string']>;
type OptionalText = ReturnType<Text['optional']>;
type DefaultText = ReturnType<Text['default']>;
type OptionalCount = ReturnType<ReturnType<Zod['number']>['optional']>;
type DefaultCount = ReturnType<ReturnType<Zod['number']>['default']>;

/** How far a request is to come before a step ends. */
export const UNTIL = ['accepted', 'reconciled', 'written', 'visible'] as const;

/** One of {@link UNTIL}. */
export type Until = (typeof UNTIL)[number];

/** Describes an input whose values are {@link UNTIL}. */
export const untilDescription = (fallback: Until) =>
  `How far to wait: accepted by the API, reconciled by Kratix, written to all its Destinations, or visible in the catalog. Default: ${fallback}`;

/** Inputs that several actions have. */
export const inputs = {
  platform: (z: Zod): Text =>
    z
      .string()
      .min(1)
      .describe('Configured name of the platform (key of kratix.platforms)'),
  promise: (z: Zod): Text => z.string().min(1).describe('Name of the Promise'),
  namespace: (z: Zod): DefaultText =>
    z
      .string()
      .min(1)
      .default('default')
      .describe('Namespace of the request. Default: default'),
  name: (z: Zod): Text => z.string().min(1).describe('Name of the request'),
  owner: (z: Zod): OptionalText =>
    z
      .string()
      .optional()
      .describe('Entity reference of the group that owns the request'),
  timeoutSeconds: (z: Zod): DefaultCount =>
    z
      .number()
      .int()
      .min(1)
      .max(86_400)
      .default(600)
      .describe(
        'How long to wait at most, in seconds. Default: 600. The wait ends in any case when the sign-in of the person who started the task does, after about an hour.',
      ),
};

/** Outputs that tell which request it is. */
export function refOutputs(
  z: Zod,
): Record<'platform' | 'promise' | 'namespace' | 'name', Text> {
  return {
    platform: z.string().describe('Platform of the request'),
    promise: z.string().describe('Promise of the request'),
    namespace: z.string().describe('Namespace of the request'),
    name: z.string().describe('Name of the request'),
  };
}

/** Outputs about a request and how far it has come. */
export function requestOutputs(z: Zod): ReturnType<typeof refOutputs> & {
  uid: OptionalText;
  generation: OptionalCount;
  state: OptionalText;
  entityRef: OptionalText;
  requestUrl: Text;
} {
  return {
    ...refOutputs(z),
    uid: z.string().optional().describe('UID of the object'),
    generation: z.number().optional().describe('Generation of the object'),
    state: z
      .string()
      .optional()
      .describe('State of the request, such as Ready'),
    entityRef: z
      .string()
      .optional()
      .describe('With until: visible, the entity in the catalog'),
    requestUrl: z
      .string()
      .describe('Path of the page of the request in Backstage'),
  };
}
