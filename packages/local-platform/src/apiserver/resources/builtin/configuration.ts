import { FieldError, forbidden, invalid, required } from '../../fieldErrors';
import { equalJson, isJsonObject, objectAt, stringAt } from '../../json';
import type { KubeObject } from '../../../kube';
import { ageColumn, column, nameColumn } from '../columns';
import { defineBuiltin } from '../defineBuiltin';
import { bool, list, map, object, text } from '../schemaBuilders';

const dataLimit = 1024 * 1024;
const base64 =
  /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function count(one: KubeObject, ...keys: string[]): number {
  return keys.reduce(
    (sum, key) => sum + Object.keys(objectAt(one, key)).length,
    0,
  );
}

function checkKeys(one: KubeObject, key: string): FieldError[] {
  return Object.keys(objectAt(one, key))
    .filter(name => !/^[-._a-zA-Z0-9]{1,253}$/.test(name))
    .map(name =>
      invalid(
        `${key}[${name}]`,
        name,
        "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
      ),
    );
}

function checkSize(one: KubeObject): FieldError[] {
  const size = ['data', 'binaryData']
    .flatMap(key => Object.values(objectAt(one, key)))
    .reduce<number>((sum, value) => sum + String(value).length, 0);
  return size > dataLimit
    ? [
        {
          reason: 'FieldValueTooLong',
          field: '',
          message: `Too long: may not be more than ${dataLimit} bytes`,
        },
      ]
    : [];
}

function checkImmutable(one: KubeObject, old?: KubeObject): FieldError[] {
  if (!old || old.immutable !== true) return [];
  return ['data', 'binaryData']
    .filter(key => !equalJson(one[key], old[key]))
    .map(key => forbidden(key, 'field is immutable when `immutable` is set'));
}

export const configMaps = defineBuiltin({
  group: '',
  version: 'v1',
  resource: 'configmaps',
  kind: 'ConfigMap',
  description: 'Configuration data for Pods to consume.',
  shortNames: ['cm'],
  schema: object({ data: map(text), binaryData: map(text), immutable: bool }),
  columns: [
    nameColumn,
    column('Data', one => count(one, 'data', 'binaryData')),
    ageColumn,
  ],
  validate: (one, old) => [
    ...checkKeys(one, 'data'),
    ...checkKeys(one, 'binaryData'),
    ...checkSize(one),
    ...checkImmutable(one, old),
  ],
});

/** The type of a Secret that holds the token of a ServiceAccount, and the annotations that name that. */
export const tokenSecretType = 'kubernetes.io/service-account-token';
export const accountNameAnnotation = 'kubernetes.io/service-account.name';
export const accountUidAnnotation = 'kubernetes.io/service-account.uid';

function checkTokenSecret({ type, metadata }: KubeObject): FieldError[] {
  return type === tokenSecretType &&
    !metadata.annotations?.[accountNameAnnotation]
    ? [required(`metadata.annotations[${accountNameAnnotation}]`)]
    : [];
}

/** `stringData` is for writing only: it goes into `data`. */
function foldStringData(one: KubeObject): void {
  if (isJsonObject(one.stringData)) {
    const encoded = Object.entries(one.stringData).map(([key, value]) => [
      key,
      Buffer.from(String(value)).toString('base64'),
    ]);
    one.data = { ...objectAt(one, 'data'), ...Object.fromEntries(encoded) };
  }
  delete one.stringData;
  one.type ??= 'Opaque';
}

export const secrets = defineBuiltin({
  group: '',
  version: 'v1',
  resource: 'secrets',
  kind: 'Secret',
  description: 'Secret data of a certain type; the values are base64.',
  schema: object({
    type: text,
    data: map(text),
    stringData: map(text),
    immutable: bool,
  }),
  columns: [
    nameColumn,
    column('Type', one => stringAt(one, 'type')),
    column('Data', one => count(one, 'data')),
    ageColumn,
  ],
  selectableFields: { type: one => stringAt(one, 'type') },
  prepareCreate: foldStringData,
  prepareUpdate: foldStringData,
  validate: (one, old) => [
    ...checkKeys(one, 'data'),
    ...Object.entries(objectAt(one, 'data'))
      .filter(([, value]) => !base64.test(String(value)))
      .map(([key]) =>
        // Never the value: it may be the secret itself, written where base64 belongs.
        invalid(`data[${key}]`, '<redacted>', 'must be base64 encoded'),
      ),
    ...checkSize(one),
    ...checkImmutable(one, old),
    ...checkTokenSecret(one),
  ],
});

export const serviceAccounts = defineBuiltin({
  group: '',
  version: 'v1',
  resource: 'serviceaccounts',
  kind: 'ServiceAccount',
  description: 'An identity for what runs in Pods.',
  shortNames: ['sa'],
  schema: object({
    secrets: list(
      object({
        name: text,
        namespace: text,
        kind: text,
        uid: text,
        apiVersion: text,
        fieldPath: text,
        resourceVersion: text,
      }),
      'name',
    ),
    imagePullSecrets: list(object({ name: text }), 'name'),
    automountServiceAccountToken: bool,
  }),
  columns: [
    nameColumn,
    column('Secrets', one =>
      Array.isArray(one.secrets) ? one.secrets.length : 0,
    ),
    ageColumn,
  ],
});
