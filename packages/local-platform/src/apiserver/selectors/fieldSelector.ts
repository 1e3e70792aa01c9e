import { badRequest } from '../statusErrors';

/** One term of a field selector; all of them must hold. */
export interface FieldRequirement {
  field: string;
  negated: boolean;
  value: string;
}

function unescapeValue(text: string): string {
  return text.replace(/\\([\\,=])/g, '$1');
}

/**
 * Reads a field selector (`a=b`, `a==b`, `a!=b`, separated by commas; `\` escapes `,`, `=` and `\`). Throws a 400
 * Status when it cannot be read.
 */
export function parseFieldSelector(text: string): FieldRequirement[] {
  const terms = text.match(/(?:\\.|[^,\\])+/g) ?? [];
  return terms.map(term => {
    const match = /^([^=!\\]+)(==|!=|=)((?:\\.|[^\\=])*)$/.exec(term.trim());
    if (!match) {
      throw badRequest(
        `invalid selector: '${term}'; can't understand '${term}'`,
      );
    }
    return {
      field: match[1].trim(),
      negated: match[2] === '!=',
      value: unescapeValue(match[3]),
    };
  });
}

/** Refuses a selector that names a field which the resource cannot be selected by. */
export function checkFields(
  requirements: FieldRequirement[],
  supported: (field: string) => boolean,
): void {
  for (const { field } of requirements) {
    if (!supported(field)) {
      throw badRequest(`field label not supported: ${field}`);
    }
  }
}

/** Whether the fields of an object meet every term; an absent field counts as ''. */
export function matchesFields(
  requirements: FieldRequirement[],
  fields: Record<string, string>,
): boolean {
  return requirements.every(
    ({ field, negated, value }) =>
      ((fields[field] ?? '') === value) !== negated,
  );
}
