import { ResourceType } from '../../kube';
import { generationOf, isBeingDeleted } from '../model/objects';
import { WatchedType, keyOf } from '../runtime/controller';

/** The changes of a kind that are more than its status: new objects, new generations, deletions. */
export function generationChanges(type: ResourceType): WatchedType {
  const seen = new Map<string, string>();
  return {
    type,
    map: ({ type: change, object }) => {
      const id = object.metadata.uid ?? object.metadata.name;
      if (change === 'DELETED') {
        seen.delete(id);
        return [];
      }
      const state = `${generationOf(object)} ${isBeingDeleted(object)}`;
      if (seen.get(id) === state) {
        return [];
      }
      seen.set(id, state);
      return [keyOf(object)];
    },
  };
}
