/** A rule that the value of a field has to keep. */
export type FieldRule =
  | { rule: 'enum' | 'pattern' | 'format' | 'validation'; value: string }
  | { rule: (typeof NUMBER_RULES)[number] | Bound; value: number };

type Bound = 'minimum' | 'maximum' | 'exclusiveMinimum' | 'exclusiveMaximum';

/** As schemas name types; `intOrString` and `any`, which they have no name for, are ours. */
export type FieldType = string | { list: FieldType } | { map: FieldType };

/** A field of an API, as documentation shows it. */
export interface SchemaField {
  /** For example `spec.components[].name`; `*` stands for a key that the person chooses. */
  path: string;
  /** How deep it lies: 0 for the fields of `spec`. */
  depth: number;
  type: FieldType;
  required: boolean;
  description?: string;
  /** The default as JSON. */
  default?: string;
  rules: FieldRule[];
}

/** Schemas come from clusters: this much of one is read. */
const MAX_DEPTH = 12;
const MAX_FIELDS = 500;
const MAX_TEXT = 2_000;
const MAX_CHOICES = 100;

type Schema = Record<string, unknown>;

export const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const cut = (text: string) =>
  text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;

const asJson = (value: unknown) => cut(JSON.stringify(value) ?? '');

const asText = (value: unknown) =>
  typeof value === 'string' && value.trim() ? cut(value.trim()) : undefined;

const TEXT_RULES = ['pattern', 'format'] as const;

const NUMBER_RULES = [
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'multipleOf',
] as const;

function bound(schema: Schema, end: 'minimum' | 'maximum'): FieldRule[] {
  const exclusive =
    end === 'minimum'
      ? ('exclusiveMinimum' as const)
      : ('exclusiveMaximum' as const);
  // A flag beside the bound in the OpenAPI version that Kubernetes uses; a bound itself in later ones.
  if (typeof schema[exclusive] === 'number') {
    return [{ rule: exclusive, value: schema[exclusive] }];
  }
  return typeof schema[end] === 'number'
    ? [
        {
          rule: schema[exclusive] === true ? exclusive : end,
          value: schema[end],
        },
      ]
    : [];
}

function rulesOf(schema: Schema): FieldRule[] {
  const choices = Array.isArray(schema.enum) ? schema.enum : [];
  const validations = schema['x-kubernetes-validations'];
  return [
    ...(choices.length
      ? [
          {
            rule: 'enum' as const,
            value: cut(choices.slice(0, MAX_CHOICES).map(asJson).join(', ')),
          },
        ]
      : []),
    ...TEXT_RULES.flatMap(rule => {
      const value = asText(schema[rule]);
      return value ? [{ rule, value }] : [];
    }),
    ...NUMBER_RULES.flatMap(rule => {
      const value = schema[rule];
      return typeof value === 'number' ? [{ rule, value }] : [];
    }),
    ...bound(schema, 'minimum'),
    ...bound(schema, 'maximum'),
    ...(Array.isArray(validations) ? validations : []).flatMap(validation => {
      const text =
        isSchema(validation) &&
        (asText(validation.message) ?? asText(validation.rule));
      return text ? [{ rule: 'validation' as const, value: text }] : [];
    }),
  ];
}

function typeOf(schema: Schema): FieldType {
  if (schema['x-kubernetes-int-or-string'] === true) {
    return 'intOrString';
  }
  if (schema.type === 'array') {
    return { list: isSchema(schema.items) ? typeOf(schema.items) : 'any' };
  }
  if (schema.type === 'object' && isSchema(schema.additionalProperties)) {
    return { map: typeOf(schema.additionalProperties) };
  }
  return typeof schema.type === 'string' ? schema.type : 'any';
}

/** The part of a schema that holds the fields below a field, and how a path leads there. */
function inside(schema: Schema, path: string): [Schema, string] {
  if (schema.type === 'array' && isSchema(schema.items)) {
    return inside(schema.items, `${path}[]`);
  }
  if (isSchema(schema.additionalProperties)) {
    return inside(schema.additionalProperties, `${path}.*`);
  }
  return [schema, path];
}

/**
 * The fields of a part of an API, each before those below it, in the order of the schema.
 *
 * @param schema - the whole `openAPIV3Schema`, as its author wrote it
 * @param part - the field whose content is wanted
 */
export function schemaFields(
  schema: Schema | undefined,
  part: 'spec' | 'status',
): SchemaField[] {
  const fields: SchemaField[] = [];
  const collect = (parent: Schema, path: string, depth: number) => {
    const required = Array.isArray(parent.required) ? parent.required : [];
    const properties = isSchema(parent.properties) ? parent.properties : {};
    for (const [name, field] of Object.entries(properties)) {
      if (!isSchema(field) || fields.length >= MAX_FIELDS) {
        continue;
      }
      const own = `${path}.${name}`;
      fields.push({
        path: own,
        depth,
        type: typeOf(field),
        required: required.includes(name),
        description: asText(field.description) ?? asText(field.title),
        default:
          field.default === undefined ? undefined : asJson(field.default),
        rules: rulesOf(field),
      });
      if (depth < MAX_DEPTH) {
        const [content, below] = inside(field, own);
        collect(content, below, depth + 1);
      }
    }
  };
  const root = isSchema(schema?.properties)
    ? schema.properties[part]
    : undefined;
  if (isSchema(root)) {
    collect(root, part, 0);
  }
  return fields;
}
