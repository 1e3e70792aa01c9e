import { isScalar, stringify } from 'yaml';

/** Characters of a definition that the catalog is given. */
const LONGEST_DEFINITION = 512 * 1024;

/** What clusters and tools add to a definition, and its author did not write. */
const METADATA = ['name', 'labels', 'annotations'];
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
const FIRST_KEYS = ['apiVersion', 'kind', 'metadata', 'spec'];

type Json = Record<string, unknown>;

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function rank(key: string): number {
  const at = FIRST_KEYS.indexOf(key);
  return at < 0 ? FIRST_KEYS.length : at;
}

function metadataOf(metadata: Json): Json {
  const kept = Object.fromEntries(
    METADATA.flatMap(key => (key in metadata ? [[key, metadata[key]]] : [])),
  );
  if (isObject(kept.annotations)) {
    const { [LAST_APPLIED]: _, ...annotations } = kept.annotations;
    const { annotations: __, ...rest } = kept;
    return Object.keys(annotations).length ? { ...rest, annotations } : rest;
  }
  return kept;
}

/**
 * The definition of an API as its author wrote it, as YAML: without what a cluster adds, and with the
 * keys in one order, so that the same definition always gives the same text.
 *
 * @returns undefined where it is too long
 */
export function crdDefinition(crd: Json): string | undefined {
  const { status: _, metadata, ...authored } = crd;
  const text = stringify(
    {
      ...authored,
      ...(isObject(metadata) && { metadata: metadataOf(metadata) }),
    },
    {
      aliasDuplicateObjects: false,
      lineWidth: 0,
      sortMapEntries: (a, b) => {
        const [left, right] = [a, b].map(({ key }) =>
          String(isScalar(key) ? key.value : key),
        );
        const byRank = rank(left) - rank(right);
        return byRank || (left < right ? -1 : 1);
      },
    },
  ).replace(/[\p{Cs}\0]/gu, '');
  return text.length > LONGEST_DEFINITION ? undefined : text;
}
