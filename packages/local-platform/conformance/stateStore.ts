import { NotChecked } from './Check';
import { CheckContext } from './CheckContext';
import { at, conditionOf, listAt, textAt } from './json';
import { kinds, pathOf } from './paths';

/** Finds the state store that the run's Destination is to use. @throws NotChecked when there is none */
export async function findStateStore({
  api,
  options,
}: CheckContext): Promise<unknown> {
  const found: unknown[] = [];
  for (const kind of [kinds.gitStateStores, kinds.bucketStateStores]) {
    const list = await api.find(pathOf(kind));
    found.push(
      ...listAt(list, 'items').map(item => ({
        ...Object(item),
        kind:
          kind === kinds.gitStateStores ? 'GitStateStore' : 'BucketStateStore',
      })),
    );
  }
  const named = found.filter(
    store =>
      !options.stateStore ||
      `${textAt(store, 'kind')}/${textAt(store, 'metadata', 'name')}` ===
        options.stateStore,
  );
  const ready = named.find(
    store => at(conditionOf(store, 'Ready'), 'status') === 'True',
  );
  if (!ready) {
    throw new NotChecked(
      options.stateStore
        ? `${options.stateStore} is not there, or not ready`
        : 'no GitStateStore or BucketStateStore is ready; Kratix has nowhere to write to',
    );
  }
  return ready;
}
