import { z } from 'zod';

/**
 * A Kubernetes object of any kind: only the envelope is known, the rest is JSON that nobody has
 * checked.
 *
 * @public
 */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: KubeMetadata;
  [key: string]: unknown;
}

/**
 * The parts of Kubernetes' ObjectMeta that the plugins read. Values of an unexpected type are left
 * out rather than refused: an odd annotation must not hide an object.
 *
 * @public
 */
export interface KubeMetadata {
  name: string;
  namespace?: string;
  uid?: string;
  /** Opaque: may be compared for equality only. */
  resourceVersion?: string;
  generation?: number;
  /** RFC 3339. */
  creationTimestamp?: string;
  /** RFC 3339; present while the object is being deleted. */
  deletionTimestamp?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  finalizers?: string[];
  ownerReferences?: KubeOwnerReference[];
}

/** @public */
export interface KubeOwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
}

/**
 * A condition as Kratix writes it on its objects.
 *
 * @public
 */
export interface KubeCondition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason?: string;
  message?: string;
  /** RFC 3339. */
  lastTransitionTime?: string;
}

const optionalString = z.string().optional().catch(undefined);

const stringMap = z
  .record(z.unknown())
  .transform(map =>
    Object.fromEntries(
      Object.entries(map).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string',
      ),
    ),
  )
  .optional()
  .catch(undefined);

const ownerReferenceSchema = z.object({
  apiVersion: z.string(),
  kind: z.string(),
  name: z.string(),
  uid: z.string(),
  controller: z.boolean().optional().catch(undefined),
});

/** Keeps the items that fit and drops the others. */
function lenientArray<T extends z.ZodTypeAny>(item: T) {
  return z
    .array(z.unknown())
    .transform(items =>
      items
        .flatMap((value): z.output<T>[] => {
          const parsed = item.safeParse(value);
          return parsed.success ? [parsed.data] : [];
        })
        // Without the room to grow that a cache of many would keep.
        .slice(),
    )
    .catch([]);
}

const metadataSchema = z
  .object({
    name: z.string().min(1),
    namespace: optionalString,
    uid: optionalString,
    resourceVersion: optionalString,
    generation: z.number().int().optional().catch(undefined),
    creationTimestamp: optionalString,
    deletionTimestamp: optionalString,
    labels: stringMap,
    annotations: stringMap,
    finalizers: lenientArray(z.string()).optional(),
    ownerReferences: lenientArray(ownerReferenceSchema).optional(),
  })
  .passthrough();

const objectSchema = z
  .object({
    apiVersion: z.string().min(1),
    kind: z.string().min(1),
    metadata: metadataSchema,
  })
  .passthrough();

const conditionSchema = z.object({
  type: z.string().min(1),
  status: z.enum(['True', 'False', 'Unknown']),
  reason: optionalString,
  message: optionalString,
  lastTransitionTime: optionalString,
});

/**
 * Reads the envelope of a Kubernetes object.
 *
 * @returns undefined where the value has no apiVersion, kind or name.
 * @public
 */
export function readKubeObject(value: unknown): KubeObject | undefined {
  const parsed = objectSchema.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}

/**
 * Reads a list of conditions; anything in it that is no condition is left out.
 *
 * @public
 */
export function readConditions(value: unknown): KubeCondition[] {
  return lenientArray(conditionSchema).parse(value);
}

/** @public */
export function findCondition(
  conditions: KubeCondition[],
  type: string,
): KubeCondition | undefined {
  return conditions.find(condition => condition.type === type);
}

/** Splits `group/version`; the core group is the empty string. @public */
export function parseApiVersion(apiVersion: string): {
  group: string;
  version: string;
} {
  const slash = apiVersion.indexOf('/');
  return slash < 0
    ? { group: '', version: apiVersion }
    : {
        group: apiVersion.slice(0, slash),
        version: apiVersion.slice(slash + 1),
      };
}

export { lenientArray, optionalString };
