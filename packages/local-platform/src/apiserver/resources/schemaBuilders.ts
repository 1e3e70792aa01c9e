import type { Schema } from '../schema/Schema';

/** Short forms in which the schemas of the built-in kinds are written. */
export const text: Schema = { type: 'string' };
export const integer: Schema = { type: 'integer' };
export const bool: Schema = { type: 'boolean' };
export const time: Schema = {
  type: 'string',
  format: 'date-time',
  nullable: true,
};
export const intOrString: Schema = { 'x-kubernetes-int-or-string': true };
/** An object of any content. */
export const anything: Schema = {
  type: 'object',
  'x-kubernetes-preserve-unknown-fields': true,
};
/** Any JSON value. */
export const anyValue: Schema = {
  'x-kubernetes-preserve-unknown-fields': true,
};

export function list(items: Schema, mergeKey?: string): Schema {
  return {
    type: 'array',
    items,
    nullable: true,
    ...(mergeKey
      ? {
          'x-kubernetes-patch-strategy': 'merge',
          'x-kubernetes-patch-merge-key': mergeKey,
        }
      : {}),
  };
}

export function map(values: Schema): Schema {
  return { type: 'object', additionalProperties: values, nullable: true };
}

export function object(
  properties: Record<string, Schema>,
  required: string[] = [],
): Schema {
  return {
    type: 'object',
    properties,
    nullable: true,
    ...(required.length ? { required } : {}),
  };
}

/** A condition as most kinds have it, merged by type. */
export const conditions: Schema = list(
  object(
    {
      type: text,
      status: text,
      reason: text,
      message: text,
      lastTransitionTime: time,
      lastProbeTime: time,
      lastUpdateTime: time,
      observedGeneration: integer,
    },
    ['type', 'status'],
  ),
  'type',
);
