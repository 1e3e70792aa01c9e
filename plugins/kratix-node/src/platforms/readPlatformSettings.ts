import { Config } from '@backstage/config';
import { normalizeOwner, OwnerRules } from 'backstage-plugin-kratix-common';
import { z } from 'zod';
import { AccessSettings } from '../cluster/AccessSettings';
import { IdentitySettings } from '../IdentitySettings';
import { identitySchema } from './identitySchema';
import { KubernetesCluster, readKubernetesCluster } from './kubernetesClusters';
import { StoreAccess, storeAccessSchema } from './storeAccess';
import { strictObject } from './strictObject';

/** A configured platform; `error` where its settings cannot be used. */
export type PlatformSettings = {
  name: string;
  title: string;
  identity: IdentitySettings;
} & (
  | {
      access: AccessSettings;
      owners?: OwnerRules;
      stateStores?: Record<string, StoreAccess>;
      error?: undefined;
    }
  | { access?: undefined; owners?: undefined; error: string }
);

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const ACCESSES = [
  'kubeconfig',
  'inCluster',
  'url',
  'kubernetesCluster',
] as const;

/** Settings that mean something beside `url` only. */
const OF_URL = [
  'caData',
  'caFile',
  'serviceAccountToken',
  'serviceAccountTokenFile',
  'skipTLSVerify',
] as const;

/** Settings of which one takes the place of the other. */
const ALTERNATIVES = [
  ['caData', 'caFile'],
  ['serviceAccountToken', 'serviceAccountTokenFile'],
] as const;

const text = z.string().min(1);

const ownerSchema = z
  .string()
  .refine(
    owner => normalizeOwner(owner) !== undefined,
    'has to be an entity reference, such as group:default/platform',
  );

const ownersSchema: z.ZodType<OwnerRules> = strictObject({
  annotation: text.optional(),
  label: text.optional(),
  specPaths: z
    .record(
      z.string().regex(/^spec(\.[^.]+)+$/, 'has to be a path like spec.team'),
    )
    .optional(),
  namespaces: z.record(ownerSchema).optional(),
  default: ownerSchema.optional(),
});

const settingsSchema = strictObject({
  title: text.optional(),
  owners: ownersSchema.optional(),
  kubeconfig: strictObject({ path: text, context: text.optional() }).optional(),
  inCluster: z.boolean().optional(),
  url: z
    .string()
    .regex(/^https?:\/\/[^/]/, 'has to be an http or https address')
    .optional(),
  kubernetesCluster: text.optional(),
  caData: text.optional(),
  caFile: text.optional(),
  serviceAccountToken: text.optional(),
  serviceAccountTokenFile: text.optional(),
  skipTLSVerify: z.boolean().optional(),
  identity: identitySchema.optional(),
  stateStores: z.record(storeAccessSchema).optional(),
  delivery: strictObject({
    mode: z
      .literal('direct', {
        errorMap: () => ({ message: "only 'direct' is supported so far" }),
      })
      .optional(),
  }).optional(),
}).superRefine((settings, context) => {
  const complain = (message: string, path: string[] = []) =>
    context.addIssue({ code: 'custom', path, message });
  const given = ACCESSES.filter(key => settings[key]);
  if (given.length !== 1) {
    complain(
      given.length
        ? `has more than one access (${given.join(', ')}); keep one of them`
        : `has no access; give one of ${ACCESSES.join(', ')}`,
    );
  }
  for (const key of OF_URL) {
    if (settings[key] !== undefined && !settings.url) {
      complain('belongs to url, which is not set; take it out', [key]);
    }
  }
  for (const [one, other] of ALTERNATIVES) {
    if (settings[one] !== undefined && settings[other] !== undefined) {
      complain(`says the same as ${other}; keep one of them`, [one]);
    }
  }
});

function readAccess(
  settings: z.output<typeof settingsSchema>,
  cluster: KubernetesCluster | undefined,
): AccessSettings {
  if (cluster) {
    return cluster.access;
  }
  if (settings.kubeconfig) {
    return { type: 'kubeconfig', ...settings.kubeconfig };
  }
  if (settings.url) {
    return {
      type: 'url',
      url: settings.url,
      caData: settings.caData,
      caFile: settings.caFile,
      token: settings.serviceAccountToken,
      tokenFile: settings.serviceAccountTokenFile,
      skipTLSVerify: settings.skipTLSVerify ?? false,
    };
  }
  return { type: 'inCluster' };
}

function describe(name: string, error: z.ZodError): string {
  const faults = error.issues.map(({ path, code, message }) => {
    const key = ['kratix.platforms', name, ...path].join('.');
    return code === 'custom' || code === 'unrecognized_keys'
      ? `${key} ${message}`
      : `${key} is wrong: ${message}`;
  });
  return `${faults.join('; ')}.`;
}

function readPlatform(
  name: string,
  value: unknown,
  config: Config,
): PlatformSettings {
  const identity: IdentitySettings = { type: 'serviceAccount' };
  if (!NAME.test(name)) {
    return {
      name,
      title: name,
      identity,
      error: `kratix.platforms.${name} is no name for a platform: use lower-case letters, digits and single hyphens, starting with a letter.`,
    };
  }
  const parsed = settingsSchema.safeParse(value);
  if (!parsed.success) {
    return { name, title: name, identity, error: describe(name, parsed.error) };
  }
  const settings = parsed.data;
  const known = { name, title: settings.title ?? name };
  let cluster: KubernetesCluster | undefined;
  try {
    cluster =
      settings.kubernetesCluster === undefined
        ? undefined
        : readKubernetesCluster(config, settings.kubernetesCluster);
  } catch (error) {
    return {
      ...known,
      identity,
      error: `kratix.platforms.${name}.kubernetesCluster: ${
        error instanceof Error ? error.message : error
      }`,
    };
  }
  const resolved = resolveIdentity(settings.identity ?? identity, cluster);
  if (!resolved) {
    return {
      ...known,
      identity,
      error: `kratix.platforms.${name}.identity is oidc, and nothing says whose token to use: give { type: oidc, provider: … } with the auth provider, as oidcTokenProvider of the Kubernetes plugin names it.`,
    };
  }
  return {
    ...known,
    identity: resolved,
    access: readAccess(settings, cluster),
    owners: settings.owners,
    stateStores: settings.stateStores,
  };
}

/** @returns undefined where nothing names the auth provider of people's tokens */
function resolveIdentity(
  asked: z.output<typeof identitySchema>,
  cluster: KubernetesCluster | undefined,
): IdentitySettings | undefined {
  if (asked.type !== 'oidc') {
    return asked;
  }
  const provider = asked.provider ?? cluster?.tokenProvider;
  return provider === undefined ? undefined : { type: 'oidc', provider };
}

/**
 * Reads `kratix.platforms`. Nothing here throws: a platform with faulty settings carries its error,
 * so that it is listed and the others work.
 */
export function readPlatformSettings(config: Config): PlatformSettings[] {
  // Read raw: the config reader refuses odd keys by throwing for the whole object.
  const platforms = z
    .record(z.unknown())
    .catch({})
    .parse(config.getOptional('kratix.platforms'));
  return Object.entries(platforms).map(([name, value]) =>
    readPlatform(name, value, config),
  );
}
