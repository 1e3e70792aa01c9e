import { Optional } from '@marcbachmann/cel-js';
import { FieldError, forbidden, invalid, required } from '../fieldErrors';
import { isJsonObject } from '../json';
import { celEnvironment } from './celEnvironment';
import { toCelValue } from './celValue';
import { memberPath, memberSchema, Schema, ValidationRule } from './Schema';

type Program = ReturnType<typeof celEnvironment.parse>;

interface CompiledRule {
  rule: ValidationRule;
  transition: boolean;
  check: Program;
  message?: Program;
}

const compiledRules = new WeakMap<Schema, CompiledRule[]>();

/** The first line of an error: what follows is the picture of the position. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n')[0];
}

/** Faults of the CEL rules of a schema as written: what does not parse. `path` is that of the schema. */
export function checkRules(schema: Schema, path: string): FieldError[] {
  return (schema['x-kubernetes-validations'] ?? []).flatMap((rule, index) => {
    const at = `${path}.x-kubernetes-validations[${index}]`;
    if (!rule.rule?.trim()) return [required(`${at}.rule`)];
    const errors: FieldError[] = [];
    for (const [key, text] of [
      ['rule', rule.rule],
      ['messageExpression', rule.messageExpression],
    ] as const) {
      if (text === undefined) continue;
      try {
        celEnvironment.parse(text);
      } catch (error) {
        errors.push(
          invalid(
            `${at}.${key}`,
            text,
            `compilation failed: ${reasonOf(error)}`,
          ),
        );
      }
    }
    return errors;
  });
}

function compile(schema: Schema): CompiledRule[] {
  let rules = compiledRules.get(schema);
  if (!rules) {
    rules = (schema['x-kubernetes-validations'] ?? []).map(rule => ({
      rule,
      transition: /\boldSelf\b/.test(rule.rule),
      check: celEnvironment.parse(rule.rule),
      message: rule.messageExpression
        ? celEnvironment.parse(rule.messageExpression)
        : undefined,
    }));
    compiledRules.set(schema, rules);
  }
  return rules;
}

function messageOf(compiled: CompiledRule, variables: object): string {
  if (compiled.message) {
    try {
      const text: unknown = compiled.message({ ...variables });
      if (typeof text === 'string' && text.trim() && !text.includes('\n')) {
        return text.trim();
      }
    } catch {
      // As in Kubernetes: the fixed message, or the rule itself, then tells.
    }
  }
  return compiled.rule.message?.trim() || `failed rule: ${compiled.rule.rule}`;
}

function faultOf(
  compiled: CompiledRule,
  schema: Schema,
  path: string,
  message: string,
): FieldError {
  const { fieldPath, reason } = compiled.rule;
  const field = fieldPath ? `${path}${fieldPath}` : path || '<root>';
  if (reason === 'FieldValueRequired') return required(field, message);
  if (reason === 'FieldValueForbidden') return forbidden(field, message);
  return invalid(field, schema.type ?? 'object', message);
}

function evaluate(
  value: unknown,
  old: unknown,
  schema: Schema,
  path: string,
): FieldError[] {
  const rules = compile(schema);
  if (rules.length === 0) return [];
  const self = toCelValue(value, schema);
  const errors: FieldError[] = [];
  for (const compiled of rules) {
    const { transition, rule } = compiled;
    if (transition && old === undefined && !rule.optionalOldSelf) continue;
    const oldValue = old === undefined ? undefined : toCelValue(old, schema);
    const optionalOld =
      old === undefined ? Optional.none() : Optional.of(oldValue);
    const variables = {
      self,
      ...(transition
        ? { oldSelf: rule.optionalOldSelf ? optionalOld : oldValue }
        : {}),
    };
    try {
      if (compiled.check(variables) !== true) {
        errors.push(
          faultOf(compiled, schema, path, messageOf(compiled, variables)),
        );
      }
    } catch (error) {
      errors.push(
        invalid(
          path || '<root>',
          schema.type ?? 'object',
          `${reasonOf(error)} evaluating rule: ${rule.message ?? rule.rule}`,
        ),
      );
    }
  }
  return errors;
}

/** The item of an old list that a new item succeeds: by its keys in a list-map, else none. */
function oldItem(item: unknown, old: unknown, schema: Schema): unknown {
  const keys = schema['x-kubernetes-list-map-keys'];
  if (!keys || !Array.isArray(old) || !isJsonObject(item)) return undefined;
  return old.find(
    one => isJsonObject(one) && keys.every(key => one[key] === item[key]),
  );
}

/**
 * Checks the CEL rules at every level of a schema. Rules that speak of `oldSelf` are checked where there is an old
 * value. The value must already fit the schema.
 */
export function validateRules(
  value: unknown,
  old: unknown,
  schema: Schema,
  path = '',
): FieldError[] {
  if (value === null || value === undefined) return [];
  const errors = evaluate(value, old, schema, path);
  if (Array.isArray(value) && schema.items) {
    const { items } = schema;
    value.forEach((item, index) =>
      errors.push(
        ...validateRules(
          item,
          oldItem(item, old, schema),
          items,
          `${path}[${index}]`,
        ),
      ),
    );
  } else if (isJsonObject(value)) {
    for (const [key, child] of Object.entries(value)) {
      const childSchema = memberSchema(schema, key);
      if (childSchema) {
        errors.push(
          ...validateRules(
            child,
            isJsonObject(old) ? old[key] : undefined,
            childSchema,
            memberPath(path, schema, key),
          ),
        );
      }
    }
  }
  return errors;
}
