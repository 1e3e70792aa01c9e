import {
  FieldError,
  forbidden,
  invalid,
  notSupported,
  required,
} from '../../fieldErrors';
import { isJsonObject, JsonObject } from '../../json';
import { checkRules } from '../../schema/celRules';
import { patternOf } from '../../schema/pattern';
import type { Schema } from '../../schema/Schema';
import { validateSchema } from '../../schema/validateSchema';

const types = ['array', 'boolean', 'integer', 'number', 'object', 'string'];

const keywordTypes: Record<string, string> = {
  type: 'string',
  description: 'string',
  title: 'string',
  format: 'string',
  pattern: 'string',
  nullable: 'boolean',
  uniqueItems: 'boolean',
  exclusiveMinimum: 'boolean',
  exclusiveMaximum: 'boolean',
  minProperties: 'number',
  maxProperties: 'number',
  minItems: 'number',
  maxItems: 'number',
  minLength: 'number',
  maxLength: 'number',
  minimum: 'number',
  maximum: 'number',
  multipleOf: 'number',
  enum: 'array',
  required: 'array',
  allOf: 'array',
  anyOf: 'array',
  oneOf: 'array',
  properties: 'object',
  not: 'object',
  externalDocs: 'object',
  'x-kubernetes-preserve-unknown-fields': 'boolean',
  'x-kubernetes-embedded-resource': 'boolean',
  'x-kubernetes-int-or-string': 'boolean',
  'x-kubernetes-list-type': 'string',
  'x-kubernetes-list-map-keys': 'array',
  'x-kubernetes-map-type': 'string',
  'x-kubernetes-validations': 'array',
};

const anyKeywords = new Set([
  'default',
  'example',
  'items',
  'additionalProperties',
]);

function typeName(value: unknown): string {
  return Array.isArray(value) ? 'array' : typeof value;
}

/**
 * Reads an `openAPIV3Schema` at the border and adds to `errors` what makes it no structural schema.
 *
 * Inside `allOf`, `anyOf`, `oneOf` and `not` a schema only constrains: it needs no type there and may not set
 * defaults.
 */
export function readSchema(
  value: unknown,
  path: string,
  errors: FieldError[],
  constraint = false,
): Schema {
  if (!isJsonObject(value)) {
    errors.push(invalid(path, value, 'must be an object'));
    return {};
  }
  checkKeywords(value, path, errors);
  // Each keyword that is acted upon was just checked to have its type.
  const schema = value as Schema;
  checkType(schema, path, errors, constraint);
  if (schema.pattern && !patternOf(schema.pattern)) {
    errors.push(
      invalid(
        `${path}.pattern`,
        schema.pattern,
        'must be a valid regular expression',
      ),
    );
  }
  readChildren(value, path, errors, constraint);
  if (Array.isArray(value['x-kubernetes-validations'])) {
    errors.push(...checkRules(schema, path));
  }
  if (value.default !== undefined) {
    if (constraint) {
      errors.push(
        forbidden(`${path}.default`, 'must be undefined to be structural'),
      );
    } else {
      errors.push(...validateSchema(value.default, schema, `${path}.default`));
    }
  }
  return schema;
}

function checkKeywords(
  value: JsonObject,
  path: string,
  errors: FieldError[],
): void {
  for (const [keyword, content] of Object.entries(value)) {
    if (anyKeywords.has(keyword)) continue;
    const expected = Object.hasOwn(keywordTypes, keyword)
      ? keywordTypes[keyword]
      : undefined;
    if (!expected) {
      errors.push(
        forbidden(
          `${path}.${keyword}`,
          'is not a keyword of a structural schema',
        ),
      );
    } else if (typeName(content) !== expected || content === null) {
      errors.push(
        invalid(`${path}.${keyword}`, content, `must be of type ${expected}`),
      );
      delete value[keyword];
    }
  }
}

function checkType(
  schema: Schema,
  path: string,
  errors: FieldError[],
  constraint: boolean,
): void {
  if (schema.type !== undefined && !types.includes(schema.type)) {
    errors.push(notSupported(`${path}.type`, schema.type, types));
  }
  if (constraint) return;
  const free =
    schema['x-kubernetes-int-or-string'] ||
    schema['x-kubernetes-preserve-unknown-fields'];
  if (!schema.type && !free) {
    errors.push(
      required(`${path}.type`, 'must not be empty for specified object fields'),
    );
  }
  if (
    schema.type === 'array' &&
    !schema.items &&
    !schema['x-kubernetes-preserve-unknown-fields']
  ) {
    errors.push(required(`${path}.items`, 'must be specified'));
  }
  if (schema.properties && schema.additionalProperties) {
    errors.push(
      forbidden(
        `${path}.additionalProperties`,
        'additionalProperties and properties are mutual exclusive',
      ),
    );
  }
}

function readChildren(
  value: JsonObject,
  path: string,
  errors: FieldError[],
  constraint: boolean,
): void {
  if (isJsonObject(value.properties)) {
    for (const [key, child] of Object.entries(value.properties)) {
      readSchema(child, `${path}.properties[${key}]`, errors, constraint);
    }
  }
  for (const key of ['items', 'not'] as const) {
    if (value[key] !== undefined) {
      readSchema(
        value[key],
        `${path}.${key}`,
        errors,
        constraint || key === 'not',
      );
    }
  }
  if (
    value.additionalProperties !== undefined &&
    typeof value.additionalProperties !== 'boolean'
  ) {
    readSchema(
      value.additionalProperties,
      `${path}.additionalProperties`,
      errors,
      constraint,
    );
  }
  for (const key of ['allOf', 'anyOf', 'oneOf'] as const) {
    const list = value[key];
    if (Array.isArray(list)) {
      list.forEach((child, index) =>
        readSchema(child, `${path}.${key}[${index}]`, errors, true),
      );
    }
  }
}
