/** A CEL rule of a schema: https://kubernetes.io/docs/reference/using-api/cel/ */
export interface ValidationRule {
  rule: string;
  message?: string;
  messageExpression?: string;
  reason?: string;
  fieldPath?: string;
  optionalOldSelf?: boolean;
}

/** The part of a Kubernetes structural schema that is acted upon. Other keywords are kept and shown. */
export interface Schema {
  type?: string;
  description?: string;
  format?: string;
  nullable?: boolean;
  default?: unknown;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  required?: string[];
  minProperties?: number;
  maxProperties?: number;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: boolean;
  exclusiveMaximum?: boolean;
  multipleOf?: number;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  not?: Schema;
  'x-kubernetes-preserve-unknown-fields'?: boolean;
  'x-kubernetes-embedded-resource'?: boolean;
  'x-kubernetes-int-or-string'?: boolean;
  'x-kubernetes-list-type'?: string;
  'x-kubernetes-list-map-keys'?: string[];
  'x-kubernetes-map-type'?: string;
  'x-kubernetes-validations'?: ValidationRule[];
  'x-kubernetes-patch-strategy'?: string;
  'x-kubernetes-patch-merge-key'?: string;
}

/** The schema of a member of an object: declared, or that of additional members. */
export function memberSchema(schema: Schema, key: string): Schema | undefined {
  if (schema.properties && Object.hasOwn(schema.properties, key)) {
    return schema.properties[key];
  }
  return typeof schema.additionalProperties === 'object'
    ? schema.additionalProperties
    : undefined;
}

/** The path of a member, as Kubernetes writes it: `spec.a`, `labels[x/y]` for members of maps. */
export function memberPath(path: string, schema: Schema, key: string): string {
  if (schema.properties && Object.hasOwn(schema.properties, key)) {
    return path ? `${path}.${key}` : key;
  }
  if (schema.additionalProperties) return `${path}[${key}]`;
  return path ? `${path}.${key}` : key;
}
