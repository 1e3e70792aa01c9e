import {
  FieldError,
  invalid,
  notSupported,
  required,
  tooLong,
  tooMany,
  wrongType,
} from '../fieldErrors';
import { equalJson, isJsonObject, JsonObject } from '../json';
import { hasFormat } from './formats';
import { patternOf } from './pattern';
import { memberPath, memberSchema, Schema } from './Schema';

/**
 * Checks a value against a structural schema and gives every fault, worded as the Kubernetes API server words it.
 * Unknown fields are no fault here: pruning deals with them.
 */
export function validateSchema(
  value: unknown,
  schema: Schema,
  path = '',
): FieldError[] {
  if (value === null) {
    return schema.nullable || !schema.type
      ? []
      : [typeError(value, schema.type, path)];
  }
  if (schema['x-kubernetes-int-or-string']) {
    if (typeof value !== 'string' && !Number.isInteger(value)) {
      return [typeError(value, 'integer,string', path)];
    }
  } else if (schema.type && !hasType(value, schema.type)) {
    return [typeError(value, schema.type, path)];
  }
  return [
    ...checkEnum(value, schema, path),
    ...(typeof value === 'string' ? checkString(value, schema, path) : []),
    ...(typeof value === 'number' ? checkNumber(value, schema, path) : []),
    ...(Array.isArray(value) ? checkArray(value, schema, path) : []),
    ...(isJsonObject(value) ? checkObject(value, schema, path) : []),
    ...checkJunctors(value, schema, path),
  ];
}

function jsonType(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') {
    return Number.isInteger(value) ? 'integer' : 'number';
  }
  return typeof value;
}

function hasType(value: unknown, type: string): boolean {
  const actual = jsonType(value);
  return actual === type || (type === 'number' && actual === 'integer');
}

function typeError(value: unknown, type: string, path: string): FieldError {
  const actual = jsonType(value);
  return wrongType(
    path || '<root>',
    actual,
    `${path || '<root>'} in body must be of type ${type}: "${actual}"`,
  );
}

function checkEnum(value: unknown, schema: Schema, path: string): FieldError[] {
  if (!schema.enum || schema.enum.some(one => equalJson(one, value))) return [];
  return [notSupported(path, value, schema.enum)];
}

function checkString(
  value: string,
  schema: Schema,
  path: string,
): FieldError[] {
  const errors: FieldError[] = [];
  const length = [...value].length;
  const fault = (detail: string) =>
    errors.push(invalid(path, value, `${path} in body ${detail}`));
  if (schema.maxLength !== undefined && length > schema.maxLength) {
    errors.push(tooLong(path, schema.maxLength));
  }
  if (schema.minLength !== undefined && length < schema.minLength) {
    fault(`should be at least ${schema.minLength} chars long`);
  }
  if (schema.pattern && patternOf(schema.pattern)?.test(value) === false) {
    fault(`should match '${schema.pattern}'`);
  }
  if (schema.format && !hasFormat(schema.format, value)) {
    fault(`must be of type ${schema.format}: ${JSON.stringify(value)}`);
  }
  return errors;
}

function checkNumber(
  value: number,
  schema: Schema,
  path: string,
): FieldError[] {
  const errors: FieldError[] = [];
  const fault = (detail: string) =>
    errors.push(invalid(path, value, `${path} in body ${detail}`));
  const { minimum, maximum, multipleOf, format } = schema;
  if (minimum !== undefined) {
    if (schema.exclusiveMinimum && value <= minimum) {
      fault(`should be greater than ${minimum}`);
    } else if (value < minimum) {
      fault(`should be greater than or equal to ${minimum}`);
    }
  }
  if (maximum !== undefined) {
    if (schema.exclusiveMaximum && value >= maximum) {
      fault(`should be less than ${maximum}`);
    } else if (value > maximum) {
      fault(`should be less than or equal to ${maximum}`);
    }
  }
  if (multipleOf !== undefined && !isMultiple(value, multipleOf)) {
    fault(`should be a multiple of ${multipleOf}`);
  }
  if (format === 'int32' && Math.abs(value) > 2 ** 31) {
    fault('must be of type int32');
  }
  return errors;
}

function isMultiple(value: number, factor: number): boolean {
  const ratio = value / factor;
  return Math.abs(ratio - Math.round(ratio)) < 1e-9;
}

function checkArray(
  value: unknown[],
  schema: Schema,
  path: string,
): FieldError[] {
  const errors: FieldError[] = [];
  const { items, minItems, maxItems } = schema;
  if (maxItems !== undefined && value.length > maxItems) {
    // Nothing inside is looked at: the list may be far too long.
    return [tooMany(path, value.length, maxItems)];
  }
  if (minItems !== undefined && value.length < minItems) {
    errors.push(
      invalid(
        path,
        value.length,
        `${path} in body should have at least ${minItems} items`,
      ),
    );
  }
  errors.push(...checkUnique(value, schema, path));
  if (items) {
    value.forEach((item, index) =>
      errors.push(...validateSchema(item, items, `${path}[${index}]`)),
    );
  }
  return errors;
}

function checkUnique(
  value: unknown[],
  schema: Schema,
  path: string,
): FieldError[] {
  const listType = schema['x-kubernetes-list-type'];
  if (!schema.uniqueItems && listType !== 'set' && listType !== 'map') {
    return [];
  }
  const keys = schema['x-kubernetes-list-map-keys'];
  const seen = new Set<string>();
  const errors: FieldError[] = [];
  value.forEach((item, index) => {
    const identity =
      listType === 'map' && keys && isJsonObject(item)
        ? Object.fromEntries(
            keys.map(key => [
              key,
              item[key] ?? schema.items?.properties?.[key]?.default,
            ]),
          )
        : item;
    const text = JSON.stringify(identity);
    if (seen.has(text)) {
      errors.push({
        reason: 'FieldValueDuplicate',
        field: `${path}[${index}]`,
        message: `Duplicate value: ${text}`,
      });
    }
    seen.add(text);
  });
  return errors;
}

function checkObject(
  value: JsonObject,
  schema: Schema,
  path: string,
): FieldError[] {
  const errors: FieldError[] = [];
  const size = Object.keys(value).length;
  const { minProperties, maxProperties } = schema;
  if (maxProperties !== undefined && size > maxProperties) {
    return [tooMany(path, size, maxProperties)];
  }
  if (minProperties !== undefined && size < minProperties) {
    errors.push(
      invalid(
        path,
        size,
        `${path} in body should have at least ${minProperties} properties`,
      ),
    );
  }
  for (const key of schema.required ?? []) {
    if (!Object.hasOwn(value, key)) {
      errors.push(required(path ? `${path}.${key}` : key));
    }
  }
  if (schema['x-kubernetes-embedded-resource']) {
    for (const key of ['apiVersion', 'kind']) {
      if (typeof value[key] !== 'string' || !value[key]) {
        errors.push(required(`${path}.${key}`, 'must not be empty'));
      }
    }
  }
  for (const [key, child] of Object.entries(value)) {
    const childSchema = memberSchema(schema, key);
    if (childSchema) {
      errors.push(
        ...validateSchema(child, childSchema, memberPath(path, schema, key)),
      );
    }
  }
  return errors;
}

function checkJunctors(
  value: unknown,
  schema: Schema,
  path: string,
): FieldError[] {
  const holds = (one: Schema) => validateSchema(value, one, path).length === 0;
  const errors = (schema.allOf ?? []).flatMap(one =>
    validateSchema(value, one, path),
  );
  const shown = path || '<root>';
  const fault = (detail: string) =>
    errors.push(invalid(shown, value, `"${shown}" ${detail}`));
  if (schema.anyOf && !schema.anyOf.some(holds)) {
    fault('must validate at least one schema (anyOf)');
  }
  if (schema.oneOf) {
    const valid = schema.oneOf.filter(holds).length;
    if (valid !== 1) {
      fault(
        `must validate one and only one schema (oneOf). Found ${
          valid === 0 ? 'none' : valid
        } valid`,
      );
    }
  }
  if (schema.not && holds(schema.not)) {
    fault('must not validate the schema (not)');
  }
  return errors;
}
