import type { KubeObject } from '../../../kube';
import { FieldError, forbidden } from '../../fieldErrors';
import {
  arrayAt,
  equalJson,
  isJsonObject,
  objectAt,
  stringAt,
} from '../../json';
import { column, createdAtColumn, nameColumn } from '../columns';
import { readCrd } from '../crd/readCrd';
import { defineBuiltin } from '../defineBuiltin';
import {
  anyValue,
  anything,
  bool,
  conditions,
  integer,
  list,
  object,
  text,
} from '../schemaBuilders';

/** Holds a CRD until its objects are gone. */
export const customResourceCleanup =
  'customresourcecleanup.apiextensions.k8s.io';

const names = object(
  {
    plural: text,
    singular: text,
    kind: text,
    listKind: text,
    shortNames: list(text),
    categories: list(text),
  },
  ['plural', 'kind'],
);

const version = object(
  {
    name: text,
    served: bool,
    storage: bool,
    deprecated: bool,
    deprecationWarning: { ...text, nullable: true },
    schema: object({ openAPIV3Schema: anyValue }),
    subresources: object({ status: anything, scale: anything }),
    additionalPrinterColumns: list(
      object(
        {
          name: text,
          type: text,
          format: text,
          description: text,
          priority: integer,
          jsonPath: text,
        },
        ['name', 'type', 'jsonPath'],
      ),
    ),
    selectableFields: list(object({ jsonPath: text }, ['jsonPath'])),
  },
  ['name', 'served', 'storage'],
);

function complete(crd: KubeObject): void {
  const spec = objectAt(crd, 'spec');
  const given = objectAt(spec, 'names');
  const kind = stringAt(given, 'kind');
  spec.names = {
    ...given,
    singular: stringAt(given, 'singular') || kind.toLowerCase(),
    listKind: stringAt(given, 'listKind') || `${kind}List`,
  };
  spec.conversion ??= { strategy: 'None' };
  if (spec.preserveUnknownFields === false) delete spec.preserveUnknownFields;
  crd.spec = spec;
}

function storedVersions(crd: KubeObject): unknown[] {
  const storage = arrayAt(objectAt(crd, 'spec'), 'versions').find(
    one => isJsonObject(one) && one.storage === true,
  );
  const known = arrayAt(objectAt(crd, 'status'), 'storedVersions');
  const name = stringAt(storage, 'name');
  return known.includes(name) ? known : [...known, name];
}

/** CRDs are established as soon as they are stored, so the conditions can say so at once. */
function established(crd: KubeObject, now: string): void {
  crd.status = {
    acceptedNames: objectAt(crd, 'spec').names,
    storedVersions: storedVersions(crd),
    conditions: [
      {
        type: 'NamesAccepted',
        status: 'True',
        reason: 'NoConflicts',
        message: 'no conflicts found',
        lastTransitionTime: now,
      },
      {
        type: 'Established',
        status: 'True',
        reason: 'InitialNamesAccepted',
        message: 'the initial names have been accepted',
        lastTransitionTime: now,
      },
    ],
  };
}

function validate(crd: KubeObject, old?: KubeObject): FieldError[] {
  const errors: FieldError[] = [];
  readCrd(crd, errors);
  if (old) {
    const [spec, oldSpec] = [objectAt(crd, 'spec'), objectAt(old, 'spec')];
    for (const key of ['group', 'scope']) {
      if (!equalJson(spec[key], oldSpec[key])) {
        errors.push(forbidden(`spec.${key}`, 'field is immutable'));
      }
    }
    for (const key of ['plural', 'kind']) {
      const [now, before] = [
        objectAt(spec, 'names'),
        objectAt(oldSpec, 'names'),
      ];
      if (now[key] !== before[key]) {
        errors.push(forbidden(`spec.names.${key}`, 'field is immutable'));
      }
    }
  }
  return errors;
}

export const crds = defineBuiltin({
  group: 'apiextensions.k8s.io',
  version: 'v1',
  resource: 'customresourcedefinitions',
  kind: 'CustomResourceDefinition',
  description: 'A kind that the API serves besides its own.',
  shortNames: ['crd', 'crds'],
  categories: ['api-extensions'],
  namespaced: false,
  hasStatus: true,
  hasGeneration: true,
  schema: object(
    {
      spec: object(
        {
          group: text,
          scope: text,
          names,
          versions: list(version),
          conversion: anything,
          preserveUnknownFields: bool,
        },
        ['group', 'scope', 'names', 'versions'],
      ),
      status: object({
        acceptedNames: anything,
        conditions,
        storedVersions: list(text),
      }),
    },
    ['spec'],
  ),
  columns: [
    nameColumn,
    createdAtColumn,
    column(
      'Versions',
      one =>
        arrayAt(objectAt(one, 'spec'), 'versions')
          .map(each => stringAt(each, 'name'))
          .join(','),
      { priority: 1 },
    ),
  ],
  prepareCreate(crd) {
    crd.metadata.finalizers = [
      ...new Set([...(crd.metadata.finalizers ?? []), customResourceCleanup]),
    ];
    complete(crd);
    established(crd, crd.metadata.creationTimestamp ?? '');
  },
  prepareUpdate(crd, old) {
    complete(crd);
    const status = objectAt(old, 'status');
    crd.status = {
      ...objectAt(crd, 'status'),
      acceptedNames: objectAt(crd, 'spec').names,
      conditions: objectAt(crd, 'status').conditions ?? status.conditions,
      storedVersions: storedVersions(crd),
    };
  },
  validate,
});
