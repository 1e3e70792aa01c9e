import { arrayAt, isJsonObject, objectAt, stringAt } from '../../json';
import { ageColumn, column, nameColumn } from '../columns';
import { defineBuiltin } from '../defineBuiltin';
import { anything, object } from '../schemaBuilders';

/** Kept and shown; nothing is reached through them. */
export const services = defineBuiltin({
  group: '',
  version: 'v1',
  resource: 'services',
  kind: 'Service',
  description: 'A name and address for Pods; here it leads nowhere.',
  shortNames: ['svc'],
  hasStatus: true,
  schema: object({ spec: anything, status: anything }),
  columns: [
    nameColumn,
    column(
      'Type',
      one => stringAt(objectAt(one, 'spec'), 'type') || 'ClusterIP',
    ),
    column(
      'Cluster-IP',
      one => stringAt(objectAt(one, 'spec'), 'clusterIP') || '<none>',
    ),
    column('Port(s)', one =>
      arrayAt(objectAt(one, 'spec'), 'ports')
        .filter(isJsonObject)
        .map(port => `${port.port}/${port.protocol ?? 'TCP'}`)
        .join(','),
    ),
    ageColumn,
  ],
});
