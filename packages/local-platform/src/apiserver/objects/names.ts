const labelName = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const subdomain =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const qualifiedPart = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const valuePattern = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;

/** Gives what is wrong with a name, or nothing. */
export type NameRule = (name: string) => string[];

/** At most 63 characters: namespaces. */
export const dns1123Label: NameRule = name => [
  ...(name.length > 63 ? ['must be no more than 63 bytes'] : []),
  ...(labelName.test(name)
    ? []
    : [
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
      ]),
];

/** At most 253 characters: most kinds, and all custom resources. */
export const dns1123Subdomain: NameRule = name => [
  ...(name.length > 253 ? ['must be no more than 253 bytes'] : []),
  ...(subdomain.test(name)
    ? []
    : [
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
      ]),
];

/** Anything that can be one segment of a path: RBAC. */
export const pathSegment: NameRule = name => [
  ...(name === '.' || name === '..' ? [`may not be '${name}'`] : []),
  ...(/[/%]/.test(name) ? ["may not contain '/' or '%'"] : []),
];

/** A label or annotation key: an optional DNS prefix, then at most 63 characters. */
export const qualifiedName: NameRule = key => {
  const parts = key.split('/');
  const name = parts.pop() ?? '';
  const errors: string[] = [];
  if (parts.length > 1) {
    return [
      "a qualified name must consist of alphanumeric characters, '-', '_' or '.', with an optional DNS subdomain prefix and '/'",
    ];
  }
  if (parts.length === 1) {
    errors.push(
      ...(parts[0] === ''
        ? ['prefix part must be non-empty']
        : dns1123Subdomain(parts[0]).map(error => `prefix part ${error}`)),
    );
  }
  if (!name) return [...errors, 'name part must be non-empty'];
  if (name.length > 63) {
    errors.push('name part must be no more than 63 bytes');
  }
  if (!qualifiedPart.test(name)) {
    errors.push(
      "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
    );
  }
  return errors;
};

/** The value of a label. */
export const labelValue: NameRule = value => [
  ...(value.length > 63 ? ['must be no more than 63 bytes'] : []),
  ...(valuePattern.test(value)
    ? []
    : [
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
      ]),
];

/** Letters and digits that spell no words: what Kubernetes appends to `generateName`. */
const suffixAlphabet = 'bcdfghjklmnpqrstvwxz2456789';

/** A random suffix of five characters. */
export function randomSuffix(): string {
  return Array.from(
    crypto.getRandomValues(new Uint32Array(5)),
    number => suffixAlphabet[number % suffixAlphabet.length],
  ).join('');
}
