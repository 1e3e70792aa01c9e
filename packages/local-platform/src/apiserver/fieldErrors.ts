/** One fault of one field, worded as the Kubernetes API server words it. */
export interface FieldError {
  reason:
    | 'FieldValueRequired'
    | 'FieldValueInvalid'
    | 'FieldValueTypeInvalid'
    | 'FieldValueNotSupported'
    | 'FieldValueForbidden'
    | 'FieldValueTooLong'
    | 'FieldValueTooMany'
    | 'FieldValueDuplicate';
  /** Path from the object's root, for example `spec.items[0].name`. */
  field: string;
  /** The fault without the field. */
  message: string;
}

function show(value: unknown): string {
  const text = value === undefined ? 'null' : JSON.stringify(value);
  return text.length > 500 ? `${text.slice(0, 500)}…` : text;
}

function detailed(head: string, detail: string): string {
  return detail ? `${head}: ${detail}` : head;
}

export function required(field: string, detail = ''): FieldError {
  return {
    reason: 'FieldValueRequired',
    field,
    message: detailed('Required value', detail),
  };
}

export function invalid(
  field: string,
  value: unknown,
  detail: string,
): FieldError {
  return {
    reason: 'FieldValueInvalid',
    field,
    message: detailed(`Invalid value: ${show(value)}`, detail),
  };
}

export function wrongType(
  field: string,
  actual: string,
  detail: string,
): FieldError {
  return {
    reason: 'FieldValueTypeInvalid',
    field,
    message: detailed(`Invalid value: ${show(actual)}`, detail),
  };
}

export function notSupported(
  field: string,
  value: unknown,
  supported: unknown[],
): FieldError {
  return {
    reason: 'FieldValueNotSupported',
    field,
    message: `Unsupported value: ${show(value)}: supported values: ${supported
      .map(show)
      .join(', ')}`,
  };
}

export function forbidden(field: string, detail: string): FieldError {
  return {
    reason: 'FieldValueForbidden',
    field,
    message: detailed('Forbidden', detail),
  };
}

export function tooLong(field: string, maximum: number): FieldError {
  return {
    reason: 'FieldValueTooLong',
    field,
    message: `Too long: may not be more than ${maximum} bytes`,
  };
}

export function tooMany(
  field: string,
  actual: number,
  maximum: number,
): FieldError {
  return {
    reason: 'FieldValueTooMany',
    field,
    message: `Too many: ${actual}: must have at most ${maximum} items`,
  };
}

export function duplicate(field: string, value: unknown): FieldError {
  return {
    reason: 'FieldValueDuplicate',
    field,
    message: `Duplicate value: ${show(value)}`,
  };
}
