import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  EntityProviderConnection,
  EntityProviderMutation,
} from '@backstage/plugin-catalog-node';

/** What one provider has in a catalog, and the mutations that led there. */
export class RecordingConnection implements EntityProviderConnection {
  readonly entities = new Map<string, Entity>();
  readonly mutations: EntityProviderMutation[] = [];
  /** Called before each mutation; may throw in place of it. */
  before: (mutation: EntityProviderMutation) => void | Promise<void> = () => {};

  async applyMutation(mutation: EntityProviderMutation): Promise<void> {
    await this.before(mutation);
    this.mutations.push(mutation);
    if (mutation.type === 'full') {
      throw new Error('A full mutation may remove what a read has missed');
    }
    for (const removed of mutation.removed) {
      this.entities.delete(
        'entityRef' in removed
          ? removed.entityRef
          : stringifyEntityRef(removed.entity),
      );
    }
    for (const { entity } of mutation.added) {
      this.entities.set(stringifyEntityRef(entity), entity);
    }
  }

  async refresh(): Promise<void> {}
}
