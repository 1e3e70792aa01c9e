import { PromiseDetails } from 'backstage-plugin-kratix-common';
import { stringify } from 'yaml';
import { isSchema } from './schemaFields';

const MAX_DEPTH = 12;

/** Texts that many patterns let pass, the most telling first. */
const TEXTS = [
  'example',
  'Example',
  'example-1',
  'example@example.com',
  'https://example.com',
  'example.com',
  'v1.0.0',
  '1.0.0',
  '1',
  '1Gi',
  '10.0.0.0/16',
  '2026-01-01',
  'group:default/example',
];

/** What a format asks for; Kubernetes checks these. */
const FORMATS = new Map([
  ['email', 'person@example.com'],
  ['uri', 'https://example.com'],
  ['hostname', 'example.com'],
  ['ipv4', '10.0.0.1'],
  ['cidr', '10.0.0.0/16'],
  ['date', '2026-01-01'],
  ['date-time', '2026-01-01T00:00:00Z'],
  ['duration', '1h'],
  ['uuid', '123e4567-e89b-42d3-a456-426614174000'],
]);

function exampleText(schema: Record<string, unknown>): string {
  const least = typeof schema.minLength === 'number' ? schema.minLength : 0;
  const most =
    typeof schema.maxLength === 'number' ? schema.maxLength : Infinity;
  let pattern: RegExp | undefined;
  try {
    pattern =
      typeof schema.pattern === 'string'
        ? new RegExp(schema.pattern, 'u')
        : undefined;
  } catch {
    // Kubernetes reads patterns as another language does: what is none here is not looked at.
  }
  const formatted = FORMATS.get(String(schema.format));
  const fitting = [...(formatted ? [formatted] : []), ...TEXTS].find(
    text =>
      text.length >= least &&
      text.length <= most &&
      (!pattern || pattern.test(text)),
  );
  return fitting ?? `<${schema.pattern ?? 'text'}>`;
}

function exampleNumber(schema: Record<string, unknown>): number {
  const step = schema.multipleOf;
  const least = schema.minimum;
  if (typeof least === 'number') {
    return schema.exclusiveMinimum === true ? least + 1 : least;
  }
  const value = typeof step === 'number' ? step : 1;
  return typeof schema.maximum === 'number'
    ? Math.min(value, schema.maximum)
    : value;
}

function exampleValue(schema: unknown, depth: number): unknown {
  if (!isSchema(schema) || depth > MAX_DEPTH) {
    return {};
  }
  const { examples } = schema;
  const given = [
    schema.example,
    Array.isArray(examples) ? examples[0] : undefined,
    schema.default,
    Array.isArray(schema.enum) ? schema.enum[0] : undefined,
  ].find(value => value !== undefined);
  if (given !== undefined) {
    return given;
  }
  switch (schema.type) {
    case 'string':
      return exampleText(schema);
    case 'integer':
    case 'number':
      return exampleNumber(schema);
    case 'boolean':
      return false;
    case 'array':
      return [exampleValue(schema.items, depth + 1)];
    default:
      return exampleObject(schema, depth);
  }
}

/** What must be there, and what the schema itself gives an example or a default for. */
function exampleObject(schema: Record<string, unknown>, depth: number) {
  const required = Array.isArray(schema.required) ? schema.required : [];
  const properties = isSchema(schema.properties) ? schema.properties : {};
  return Object.fromEntries(
    Object.entries(properties)
      .filter(
        ([name, field]) =>
          required.includes(name) ||
          (isSchema(field) &&
            [field.example, field.examples, field.default].some(
              value => value !== undefined,
            )),
      )
      .map(([name, field]) => [name, exampleValue(field, depth + 1)]),
  );
}

/**
 * A request to start from, in YAML: the required fields and those with a default. Undefined for a
 * Promise from which nothing can be requested.
 */
export function exampleRequest(promise: PromiseDetails): string | undefined {
  const { api, schema } = promise;
  if (!api) {
    return undefined;
  }
  const spec = isSchema(schema?.properties)
    ? schema.properties.spec
    : undefined;
  return stringify({
    apiVersion: `${api.group}/${api.version}`,
    kind: api.kind,
    metadata: { name: 'example', namespace: 'default' },
    spec: exampleValue(spec, 0),
  });
}
