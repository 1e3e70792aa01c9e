import type { KubeObject } from '../../../kube';
import { isJsonObject, JsonObject, objectAt, stringAt } from '../../json';
import { column, nameColumn } from '../columns';
import { defineBuiltin } from '../defineBuiltin';
import { ageOf } from '../humanDuration';
import { anything, integer, object, text, time } from '../schemaBuilders';
import type { ServedResource, TableColumn } from '../ServedResource';

/** How the fields of core/v1 events are called in events.k8s.io/v1; the others have the same name. */
const renamed = [
  ['involvedObject', 'regarding'],
  ['message', 'note'],
  ['source', 'deprecatedSource'],
  ['firstTimestamp', 'deprecatedFirstTimestamp'],
  ['lastTimestamp', 'deprecatedLastTimestamp'],
  ['count', 'deprecatedCount'],
  ['reportingComponent', 'reportingController'],
] as const;

function rename(event: KubeObject, toCore: boolean): KubeObject {
  const names = new Map<string, string>(
    renamed.map(([core, ours]) => (toCore ? [ours, core] : [core, ours])),
  );
  const entries = Object.entries(event).map(([key, value]) => [
    names.get(key) ?? key,
    value,
  ]);
  return {
    ...Object.fromEntries(entries),
    apiVersion: toCore ? 'v1' : 'events.k8s.io/v1',
    kind: 'Event',
    metadata: event.metadata,
  };
}

/** Core events always show these, null and empty included, as Kubernetes does. */
function complete(event: KubeObject): KubeObject {
  return {
    ...event,
    eventTime: event.eventTime ?? null,
    firstTimestamp: event.firstTimestamp ?? null,
    lastTimestamp: event.lastTimestamp ?? null,
    source: event.source ?? {},
    reportingComponent: event.reportingComponent ?? '',
    reportingInstance: event.reportingInstance ?? '',
  };
}

const reference = object({
  apiVersion: text,
  kind: text,
  namespace: text,
  name: text,
  uid: text,
  resourceVersion: text,
  fieldPath: text,
});

const shared = {
  action: text,
  eventTime: time,
  reason: text,
  related: reference,
  reportingInstance: text,
  series: object({ count: integer, lastObservedTime: time }),
  type: text,
};

function selectable(event: string): ServedResource['selectableFields'] {
  const of = (key: string) => (one: KubeObject) =>
    stringAt(objectAt(one, event), key);
  return {
    ...Object.fromEntries(
      [
        'kind',
        'namespace',
        'name',
        'uid',
        'apiVersion',
        'resourceVersion',
        'fieldPath',
      ].map(key => [`${event}.${key}`, of(key)]),
    ),
    reason: one => stringAt(one, 'reason'),
    type: one => stringAt(one, 'type'),
  };
}

function since(value: unknown, now: Date): string {
  return ageOf(value, now);
}

/** Cells read the stored form, which is core/v1. */
function eventColumn(
  name: string,
  cell: (core: JsonObject, now: Date) => string | number,
  options: { type?: 'string' | 'integer'; priority?: number } = {},
): TableColumn {
  return column(
    name,
    (one, now) => cell(one.apiVersion === 'v1' ? one : rename(one, true), now),
    options,
  );
}

const columns: TableColumn[] = [
  eventColumn('Last Seen', (one, now) => {
    const series = stringAt(objectAt(one, 'series'), 'lastObservedTime');
    return since(
      series || one.lastTimestamp || one.firstTimestamp || one.eventTime,
      now,
    );
  }),
  eventColumn('Type', one => stringAt(one, 'type')),
  eventColumn('Reason', one => stringAt(one, 'reason')),
  eventColumn('Object', one => {
    const target = objectAt(one, 'involvedObject');
    const kind = stringAt(target, 'kind').toLowerCase();
    return `${kind}/${stringAt(target, 'name')}`;
  }),
  eventColumn(
    'Subobject',
    one => stringAt(objectAt(one, 'involvedObject'), 'fieldPath'),
    { priority: 1 },
  ),
  eventColumn(
    'Source',
    one =>
      stringAt(objectAt(one, 'source'), 'component') ||
      [stringAt(one, 'reportingComponent'), stringAt(one, 'reportingInstance')]
        .filter(Boolean)
        .join(', '),
    { priority: 1 },
  ),
  eventColumn('Message', one => stringAt(one, 'message').trim()),
  eventColumn(
    'First Seen',
    (one, now) => since(one.firstTimestamp || one.eventTime, now),
    { priority: 1 },
  ),
  eventColumn(
    'Count',
    one => {
      const series = objectAt(one, 'series').count;
      if (typeof series === 'number') return series;
      return typeof one.count === 'number' && one.count > 0 ? one.count : 1;
    },
    { type: 'integer', priority: 1 },
  ),
  { ...nameColumn, priority: 1 },
];

const common = {
  version: 'v1',
  resource: 'events',
  kind: 'Event',
  description: 'Something that happened to an object.',
  shortNames: ['ev'],
  columns,
  storage: { group: '', resource: 'events' },
};

export const coreEvents = defineBuiltin({
  ...common,
  group: '',
  schema: object({
    ...shared,
    involvedObject: reference,
    message: text,
    source: object({ component: text, host: text }),
    firstTimestamp: time,
    lastTimestamp: time,
    count: integer,
    reportingComponent: text,
  }),
  selectableFields: {
    ...selectable('involvedObject'),
    reportingComponent: one => stringAt(one, 'reportingComponent'),
    source: one => stringAt(objectAt(one, 'source'), 'component'),
  },
  toStored: complete,
  fromStored: complete,
});

export const events = defineBuiltin({
  ...common,
  group: 'events.k8s.io',
  schema: object({
    ...shared,
    regarding: reference,
    note: text,
    deprecatedSource: anything,
    deprecatedFirstTimestamp: time,
    deprecatedLastTimestamp: time,
    deprecatedCount: integer,
    reportingController: text,
  }),
  selectableFields: {
    ...selectable('regarding'),
    reportingController: one => stringAt(one, 'reportingController'),
  },
  toStored: one => complete(rename(one, true)),
  fromStored(one) {
    const event = rename(complete(one), false);
    if (isJsonObject(event.deprecatedSource)) return event;
    return { ...event, deprecatedSource: {} };
  },
});
