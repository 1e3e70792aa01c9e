import type { KubeObject } from '../../kube';
import { ageOf } from './humanDuration';
import type { TableColumn } from './ServedResource';

/** The first column of every kind. */
export const nameColumn: TableColumn = {
  name: 'Name',
  type: 'string',
  format: 'name',
  description: 'Name must be unique within a namespace.',
  cell: object => object.metadata.name,
};

/** Time since creation. */
export const ageColumn: TableColumn = {
  name: 'Age',
  type: 'string',
  description: 'Time since creation.',
  cell: (object, now) => ageOf(object.metadata.creationTimestamp, now),
};

/** When it was created: what kinds without columns of their own show. */
export const createdAtColumn: TableColumn = {
  name: 'Created At',
  type: 'date',
  description: 'CreationTimestamp of the object.',
  cell: object => object.metadata.creationTimestamp ?? null,
};

/** A column of text or numbers. */
export function column(
  name: string,
  cell: (object: KubeObject, now: Date) => string | number,
  options: { type?: 'string' | 'integer'; priority?: number } = {},
): TableColumn {
  return {
    name,
    type: options.type ?? 'string',
    priority: options.priority,
    cell,
  };
}
