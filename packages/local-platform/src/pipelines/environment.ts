import { Container } from './podSpec';

/** The data of a ConfigMap or a Secret, as text. */
export type KeyValues = Record<string, string>;

/** Where `env` and `envFrom` take their values from. */
export interface EnvironmentSources {
  /** Resolves to `undefined` when there is no such object. */
  configMap(name: string): Promise<KeyValues | undefined>;
  secret(name: string): Promise<KeyValues | undefined>;
  /** The value of a downward API field such as `metadata.name`. */
  field(path: string): string | undefined;
}

/** A container that cannot be created: what kubelet calls a CreateContainerConfigError. */
export class ContainerConfigError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ContainerConfigError';
  }
}

/**
 * A container's environment: `envFrom` first, then `env`, each able to refer to earlier ones as `$(NAME)`.
 *
 * @throws ContainerConfigError when something that is not optional is missing.
 */
export async function resolveEnvironment(
  container: Container,
  sources: EnvironmentSources,
): Promise<Record<string, string>> {
  const environment: Record<string, string> = {};
  for (const source of container.envFrom ?? []) {
    const [kind, ref] = source.secretRef
      ? (['secret', source.secretRef] as const)
      : (['configMap', source.configMapRef] as const);
    if (!ref) {
      continue;
    }
    const data = await sources[kind](ref.name);
    if (!data && !ref.optional) {
      throw missing(kind, ref.name);
    }
    for (const [key, value] of Object.entries(data ?? {})) {
      environment[`${source.prefix ?? ''}${key}`] = value;
    }
  }
  for (const variable of container.env ?? []) {
    const value = variable.valueFrom
      ? await resolveReference(variable.valueFrom, sources)
      : expandVariables(variable.value ?? '', environment);
    if (value !== undefined) {
      environment[variable.name] = value;
    }
  }
  return environment;
}

async function resolveReference(
  from: NonNullable<NonNullable<Container['env']>[number]['valueFrom']>,
  sources: EnvironmentSources,
): Promise<string | undefined> {
  if (from.fieldRef) {
    const value = sources.field(from.fieldRef.fieldPath);
    if (value === undefined) {
      throw new ContainerConfigError(
        `field path ${from.fieldRef.fieldPath} is not supported by the local platform`,
      );
    }
    return value;
  }
  const [kind, ref] = from.secretKeyRef
    ? (['secret', from.secretKeyRef] as const)
    : (['configMap', from.configMapKeyRef] as const);
  if (!ref) {
    throw new ContainerConfigError(
      'valueFrom needs secretKeyRef, configMapKeyRef or fieldRef on the local platform',
    );
  }
  const data = await sources[kind](ref.name);
  if (!data && !ref.optional) {
    throw missing(kind, ref.name);
  }
  const value = data?.[ref.key];
  if (value === undefined && !ref.optional) {
    throw new ContainerConfigError(
      `couldn't find key ${ref.key} in ${
        kind === 'secret' ? 'Secret' : 'ConfigMap'
      } ${ref.name}`,
    );
  }
  return value;
}

function missing(kind: 'secret' | 'configMap', name: string) {
  return new ContainerConfigError(
    `${kind.toLocaleLowerCase('en-US')} "${name}" not found`,
  );
}

/**
 * Replaces `$(NAME)` by the variable's value; `$$(NAME)` stays as `$(NAME)`, and so does what is not known.
 */
export function expandVariables(
  text: string,
  environment: Record<string, string>,
): string {
  return text.replace(
    /\$(\$|\(([^()]*)\))/g,
    (whole, rest: string, name: string | undefined) => {
      if (rest === '$') {
        return '$';
      }
      return name !== undefined && Object.hasOwn(environment, name)
        ? environment[name]
        : whole;
    },
  );
}
