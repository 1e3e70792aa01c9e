import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogApi } from '@backstage/plugin-catalog-react';

/** What the catalog is asked for; {@link CatalogApi} is. */
type Catalog = Pick<CatalogApi, 'getEntitiesByRefs'>;

interface Batch {
  refs: string[];
  known: Promise<Set<string>>;
}

const batches = new WeakMap<Catalog, Batch>();

function begin(catalog: Catalog): Batch {
  const refs: string[] = [];
  const ask = async () => {
    batches.delete(catalog);
    const { items } = await catalog.getEntitiesByRefs({
      entityRefs: [...new Set(refs)],
      fields: ['kind', 'metadata.namespace', 'metadata.name'],
    });
    return new Set(
      items.flatMap(entity => (entity ? [stringifyEntityRef(entity)] : [])),
    );
  };
  const batch = { refs, known: Promise.resolve().then(ask) };
  batches.set(catalog, batch);
  return batch;
}

/**
 * Whether an entity is in the catalog, as far as the person may see. What is asked for in one moment,
 * for example by a hundred cards, is one call.
 */
export async function isInCatalog(
  catalog: Catalog,
  entityRef: string,
): Promise<boolean> {
  const ref = stringifyEntityRef(parseEntityRef(entityRef));
  const batch = batches.get(catalog) ?? begin(catalog);
  batch.refs.push(ref);
  return (await batch.known).has(ref);
}
