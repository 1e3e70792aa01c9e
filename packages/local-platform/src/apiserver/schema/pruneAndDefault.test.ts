import fc from 'fast-check';
import { cloneJson } from '../json';
import { applyDefaults } from './applyDefaults';
import { prune } from './prune';
import type { Schema } from './Schema';
import { validateSchema } from './validateSchema';

const name = fc.constantFrom('a', 'b', 'c', 'd');

const { schema } = fc.letrec<{ schema: Schema; object: Schema }>(tie => ({
  schema: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<Schema>(
      { type: 'string' },
      { type: 'string', default: 'x' },
      { type: 'integer', default: 3, nullable: true },
      { type: 'boolean' },
      { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
      { 'x-kubernetes-int-or-string': true },
    ),
    tie('schema').map(
      (additionalProperties): Schema => ({
        type: 'object',
        additionalProperties,
      }),
    ),
    tie('schema').map((items): Schema => ({ type: 'array', items })),
    tie('object'),
  ),
  object: fc
    .dictionary(name, tie('schema'), { maxKeys: 3 })
    .map((properties): Schema => ({ type: 'object', properties })),
}));
const value = fc.object({
  key: name,
  maxDepth: 4,
  values: [fc.constantFrom<unknown>('s', 1, true, null)],
});

describe('prune and applyDefaults', () => {
  it('leave nothing to do for a second run, in whatever order they repeat', () => {
    fc.assert(
      fc.property(schema, value, (shape, given) => {
        prune(given, shape);
        applyDefaults(given, shape);
        const once = cloneJson(given);
        expect(prune(given, shape)).toEqual([]);
        applyDefaults(given, shape);
        expect(given).toEqual(once);
      }),
    );
  });

  it('keep what the schema knows', () => {
    fc.assert(
      fc.property(value, given => {
        const free: Schema = {
          type: 'object',
          'x-kubernetes-preserve-unknown-fields': true,
        };
        const before = cloneJson(given);
        expect(prune(given, free)).toEqual([]);
        expect(given).toEqual(before);
      }),
    );
  });

  it('name each removed field by its path', () => {
    const shape: Schema = {
      type: 'object',
      properties: {
        spec: {
          type: 'object',
          properties: {
            list: {
              type: 'array',
              items: { type: 'object', properties: { a: { type: 'string' } } },
            },
            api: {
              type: 'object',
              'x-kubernetes-embedded-resource': true,
              'x-kubernetes-preserve-unknown-fields': true,
            },
          },
        },
      },
    };
    const given = {
      apiVersion: 'v1',
      kind: 'X',
      metadata: { name: 'x' },
      spec: { list: [{ a: '1', b: 2 }], api: { kind: 'Y', z: {} }, gone: {} },
    };
    expect(prune(given, shape)).toEqual(['spec.list[0].b', 'spec.gone']);
    expect(given.spec).toEqual({
      list: [{ a: '1' }],
      api: { kind: 'Y', z: {} },
    });
  });

  it('default only inside objects that exist, and in place of a null that is not allowed', () => {
    const shape: Schema = {
      type: 'object',
      properties: {
        a: { type: 'string', default: 'x' },
        b: { type: 'string', default: 'x', nullable: true },
        c: {
          type: 'object',
          properties: { d: { type: 'integer', default: 1 } },
        },
        e: {
          type: 'object',
          default: {},
          properties: { f: { type: 'integer', default: 2 } },
        },
        g: { type: 'string' },
      },
    };
    const given = { a: null, b: null, g: null };
    applyDefaults(given, shape);
    expect(given).toEqual({ a: 'x', b: null, e: { f: 2 } });
  });
});

describe('validateSchema', () => {
  const check = (value_: unknown, shape: Schema) =>
    validateSchema(value_, shape, 'spec.x').map(
      ({ field, message }) => `${field}: ${message}`,
    );

  it.each<[unknown, Schema, string]>([
    [
      'a',
      { type: 'integer' },
      'Invalid value: "string": spec.x in body must be of type integer: "string"',
    ],
    [
      1.5,
      { type: 'integer' },
      'Invalid value: "number": spec.x in body must be of type integer: "number"',
    ],
    [
      null,
      { type: 'string' },
      'Invalid value: "null": spec.x in body must be of type string: "null"',
    ],
    [
      true,
      { 'x-kubernetes-int-or-string': true },
      'Invalid value: "boolean": spec.x in body must be of type integer,string: "boolean"',
    ],
    [
      'abcd',
      { type: 'string', maxLength: 3 },
      'Too long: may not be more than 3 bytes',
    ],
    [
      '',
      { type: 'string', minLength: 1 },
      'Invalid value: "": spec.x in body should be at least 1 chars long',
    ],
    [
      11,
      { type: 'integer', maximum: 10 },
      'Invalid value: 11: spec.x in body should be less than or equal to 10',
    ],
    [
      10,
      { type: 'integer', maximum: 10, exclusiveMaximum: true },
      'Invalid value: 10: spec.x in body should be less than 10',
    ],
    [
      0,
      { type: 'number', minimum: 0.5 },
      'Invalid value: 0: spec.x in body should be greater than or equal to 0.5',
    ],
    [
      5,
      { type: 'integer', multipleOf: 2 },
      'Invalid value: 5: spec.x in body should be a multiple of 2',
    ],
    [
      [1, 2],
      { type: 'array', items: { type: 'integer' }, maxItems: 1 },
      'Too many: 2: must have at most 1 items',
    ],
    [
      [],
      { type: 'array', items: { type: 'integer' }, minItems: 1 },
      'Invalid value: 0: spec.x in body should have at least 1 items',
    ],
    [
      'c',
      { type: 'string', enum: ['a', 'b'] },
      'Unsupported value: "c": supported values: "a", "b"',
    ],
    [
      'x',
      { type: 'string', format: 'date-time' },
      'Invalid value: "x": spec.x in body must be of type date-time: "x"',
    ],
    [
      {},
      { type: 'object', oneOf: [{ required: ['a'] }, { required: ['b'] }] },
      'Invalid value: {}: "spec.x" must validate one and only one schema (oneOf). Found none valid',
    ],
    [
      { a: 1 },
      { type: 'object', not: { required: ['a'] } },
      'Invalid value: {"a":1}: "spec.x" must not validate the schema (not)',
    ],
  ])(
    'words the fault of %j against %j as Kubernetes does',
    (given, shape, text) => {
      expect(check(given, shape)).toEqual([`spec.x: ${text}`]);
    },
  );

  it('finds members by path, duplicates in sets and maps, and embedded resources without kind', () => {
    expect(
      check(
        { m: { 'a/b': 1 }, s: ['x', 'x'], l: [{ n: 'a' }, { n: 'a' }], e: {} },
        {
          type: 'object',
          required: ['r'],
          properties: {
            m: { type: 'object', additionalProperties: { type: 'string' } },
            s: {
              type: 'array',
              items: { type: 'string' },
              'x-kubernetes-list-type': 'set',
            },
            l: {
              type: 'array',
              items: { type: 'object' },
              'x-kubernetes-list-type': 'map',
              'x-kubernetes-list-map-keys': ['n'],
            },
            e: { type: 'object', 'x-kubernetes-embedded-resource': true },
          },
        },
      ),
    ).toEqual([
      'spec.x.r: Required value',
      'spec.x.m[a/b]: Invalid value: "integer": spec.x.m[a/b] in body must be of type string: "integer"',
      'spec.x.s[1]: Duplicate value: "x"',
      'spec.x.l[1]: Duplicate value: {"n":"a"}',
      'spec.x.e.apiVersion: Required value: must not be empty',
      'spec.x.e.kind: Required value: must not be empty',
    ]);
  });

  it('accepts null where it is allowed, and formats it does not know', () => {
    expect(check(null, { type: 'string', nullable: true })).toEqual([]);
    expect(check('x', { type: 'string', format: 'made-up' })).toEqual([]);
    expect(check('1h30m', { type: 'string', format: 'duration' })).toEqual([]);
  });
});
