import { isSecretName } from 'backstage-plugin-kratix-common';
import { isJsonMap } from '../write/mergePatch';

/** What stands in place of a value that is not shown. */
export const WITHHELD = '(withheld)';

/** Nothing that a person wrote is nested so deeply. */
const MOST_LEVELS = 64;

/**
 * An object without what is secret in it: the contents of Secrets that are a part of it, and
 * environment variables whose names say so.
 */
export function redactSecrets<T>(value: T): T;
export function redactSecrets(value: unknown): unknown {
  return redact(value, 0);
}

function redact(value: unknown, level: number): unknown {
  if (level > MOST_LEVELS) {
    return WITHHELD;
  }
  if (Array.isArray(value)) {
    return value.map(item => redact(item, level + 1));
  }
  if (!isJsonMap(value)) {
    return value;
  }
  const isSecret = value.kind === 'Secret';
  const isSecretVariable =
    typeof value.name === 'string' && isSecretName(value.name);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      if (isSecret && (key === 'data' || key === 'stringData')) {
        return [
          key,
          isJsonMap(item)
            ? Object.fromEntries(
                Object.keys(item).map(name => [name, WITHHELD]),
              )
            : WITHHELD,
        ];
      }
      return isSecretVariable && key === 'value' && typeof item === 'string'
        ? [key, WITHHELD]
        : [key, redact(item, level + 1)];
    }),
  );
}
