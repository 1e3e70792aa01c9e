import { schemaFields } from './schemaFields';

const withSpec = (spec: unknown) => ({ type: 'object', properties: { spec } });

describe('schemaFields', () => {
  it('names every field with its path, type and whether it must be given', () => {
    const fields = schemaFields(
      withSpec({
        type: 'object',
        required: ['id'],
        properties: {
          id: { type: 'string', title: 'Id' },
          ports: { type: 'array', items: { type: 'integer' } },
          size: { 'x-kubernetes-int-or-string': true },
          components: {
            type: 'array',
            items: {
              type: 'object',
              required: ['name'],
              properties: { name: { type: 'string' } },
            },
          },
          labels: {
            type: 'object',
            additionalProperties: {
              type: 'object',
              properties: { text: { type: 'string' } },
            },
          },
          free: {},
        },
      }),
      'spec',
    );
    expect(
      fields.map(({ path, type, required, depth }) => [
        path,
        type,
        required,
        depth,
      ]),
    ).toEqual([
      ['spec.id', 'string', true, 0],
      ['spec.ports', { list: 'integer' }, false, 0],
      ['spec.size', 'intOrString', false, 0],
      ['spec.components', { list: 'object' }, false, 0],
      ['spec.components[].name', 'string', true, 1],
      ['spec.labels', { map: 'object' }, false, 0],
      ['spec.labels.*.text', 'string', false, 1],
      ['spec.free', 'any', false, 0],
    ]);
    expect(fields[0].description).toBe('Id');
  });

  it('tells defaults and rules', () => {
    const [size, count] = schemaFields(
      withSpec({
        properties: {
          size: {
            type: 'string',
            default: 'small',
            enum: ['small', 'large'],
            'x-kubernetes-validations': [
              { rule: 'self == oldSelf', message: 'It cannot be changed.' },
              { rule: 'self != ""' },
              'broken',
            ],
          },
          count: {
            type: 'integer',
            default: 0,
            minimum: 0,
            exclusiveMinimum: true,
            maximum: 10,
          },
        },
      }),
      'spec',
    );
    expect(size.default).toBe('"small"');
    expect(size.rules).toEqual([
      { rule: 'enum', value: '"small", "large"' },
      { rule: 'validation', value: 'It cannot be changed.' },
      { rule: 'validation', value: 'self != ""' },
    ]);
    expect(count.default).toBe('0');
    expect(count.rules).toEqual([
      { rule: 'exclusiveMinimum', value: 0 },
      { rule: 'maximum', value: 10 },
    ]);
  });

  it.each([
    ['no schema', undefined],
    ['a schema without spec', { properties: {} }],
    ['a schema that is none', { properties: 'all' }],
    ['fields that are none', withSpec({ properties: { id: 'text' } })],
  ])('has no fields of %s', (_, schema) => {
    expect(schemaFields(schema, 'spec')).toEqual([]);
  });

  it('reads only so much of a huge or endless schema', () => {
    const endless: Record<string, unknown> = { type: 'object' };
    endless.properties = { self: endless };
    const wide = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, index) => [
        `field${index}`,
        { type: 'string', description: 'x'.repeat(10_000) },
      ]),
    );
    expect(schemaFields(withSpec(endless), 'spec').length).toBeLessThan(20);
    const fields = schemaFields(withSpec({ properties: wide }), 'spec');
    expect(fields).toHaveLength(500);
    expect(fields[0].description?.length).toBeLessThan(2_100);
  });
});
