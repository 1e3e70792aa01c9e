import { Entity } from '@backstage/catalog-model';
import { EntityNaming } from './entityName';

/** How Promises and requests become entities. @public */
export interface EntityRules {
  platform: { name: string; title: string };
  naming: EntityNaming;
  /** Kind of the entity of a request. */
  requestKind: 'Resource' | 'Component';
  /** Owner of what has none, as an entity reference. */
  defaultOwner: string;
  /** Keys of labels that are carried over; `*` stands for any characters. */
  labels: string[];
  /** Keys of annotations that are carried over; `*` stands for any characters. */
  annotations: string[];
  /** Tags of every entity. */
  tags: string[];
  /** Address of the app, for links to its pages; none are given without it. */
  appUrl?: string;
}

/** Entities made of one object, and what of it was left out, for the report. @public */
export interface EntityShapes {
  entities: Entity[];
  notes: string[];
}
