import { dns1123Label } from '../../objects/names';
import { objectAt, stringAt } from '../../json';
import { ageColumn, column, nameColumn } from '../columns';
import { defineBuiltin } from '../defineBuiltin';
import { conditions, list, object, text } from '../schemaBuilders';

export const namespaces = defineBuiltin({
  group: '',
  version: 'v1',
  resource: 'namespaces',
  kind: 'Namespace',
  description: 'A scope for the names of objects.',
  shortNames: ['ns'],
  namespaced: false,
  hasStatus: true,
  verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'],
  nameRule: dns1123Label,
  schema: object({
    spec: object({ finalizers: list(text) }),
    status: object({ phase: text, conditions }),
  }),
  columns: [
    nameColumn,
    column('Status', one => stringAt(objectAt(one, 'status'), 'phase')),
    ageColumn,
  ],
  selectableFields: {
    'status.phase': one => stringAt(objectAt(one, 'status'), 'phase'),
  },
  prepareCreate(one) {
    one.spec = { finalizers: ['kubernetes'] };
    one.status = { phase: 'Active' };
    one.metadata.labels = {
      ...one.metadata.labels,
      'kubernetes.io/metadata.name': one.metadata.name,
    };
  },
  prepareUpdate(one, old) {
    one.spec = old.spec;
    one.metadata.labels = {
      ...one.metadata.labels,
      'kubernetes.io/metadata.name': one.metadata.name,
    };
  },
});
