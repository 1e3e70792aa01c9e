import { Config } from '@backstage/config';
import { z } from 'zod';
import { normalizeOwner, OwnerRules } from 'backstage-plugin-kratix-common';
import { AccessSettings } from '../cluster/KubeConfigAccess';

/** A configured platform; `error` where its settings cannot be used. */
export type PlatformSettings = { name: string; title: string } & (
  | { access: AccessSettings; owners?: OwnerRules; error?: undefined }
  | { access?: undefined; owners?: undefined; error: string }
);

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const ACCESSES = ['kubeconfig', 'inCluster', 'url'] as const;

const onlySupported = (value: string) => ({
  errorMap: () => ({ message: `only '${value}' is supported so far` }),
});

const ownerSchema = z
  .string()
  .refine(
    owner => normalizeOwner(owner) !== undefined,
    'has to be an entity reference, such as group:default/platform',
  );

const ownersSchema: z.ZodType<OwnerRules> = z
  .object({
    annotation: z.string().min(1).optional(),
    label: z.string().min(1).optional(),
    specPaths: z
      .record(
        z.string().regex(/^spec(\.[^.]+)+$/, 'has to be a path like spec.team'),
      )
      .optional(),
    namespaces: z.record(ownerSchema).optional(),
    default: ownerSchema.optional(),
  })
  .strict();

const settingsSchema = z
  .object({
    title: z.string().min(1).optional(),
    owners: ownersSchema.optional(),
    kubeconfig: z
      .object({
        path: z.string().min(1),
        context: z.string().min(1).optional(),
      })
      .strict()
      .optional(),
    inCluster: z.boolean().optional(),
    url: z
      .string()
      .regex(/^https?:\/\/[^/]/, 'has to be an http or https address')
      .optional(),
    caData: z.string().min(1).optional(),
    serviceAccountToken: z.string().min(1).optional(),
    skipTLSVerify: z.boolean().optional(),
    identity: z
      .literal('serviceAccount', onlySupported('serviceAccount'))
      .optional(),
    delivery: z
      .object({
        mode: z.literal('direct', onlySupported('direct')).optional(),
      })
      .strict()
      .optional(),
  })
  .strict()
  .superRefine((settings, context) => {
    const given = ACCESSES.filter(key => settings[key]);
    if (given.length !== 1) {
      context.addIssue({
        code: 'custom',
        message: given.length
          ? `has more than one access (${given.join(', ')}); keep one of them`
          : `has no access; give one of ${ACCESSES.join(', ')}`,
      });
    }
    for (const key of [
      'caData',
      'serviceAccountToken',
      'skipTLSVerify',
    ] as const) {
      if (settings[key] !== undefined && !settings.url) {
        context.addIssue({
          code: 'custom',
          path: [key],
          message: 'belongs to url, which is not set',
        });
      }
    }
  });

function readAccess(settings: z.output<typeof settingsSchema>): AccessSettings {
  if (settings.kubeconfig) {
    return { type: 'kubeconfig', ...settings.kubeconfig };
  }
  if (settings.url) {
    return {
      type: 'url',
      url: settings.url,
      caData: settings.caData,
      token: settings.serviceAccountToken,
      skipTLSVerify: settings.skipTLSVerify ?? false,
    };
  }
  return { type: 'inCluster' };
}

function describe(name: string, error: z.ZodError): string {
  const faults = error.issues.map(issue => {
    const path = ['kratix.platforms', name, ...issue.path].join('.');
    return issue.code === 'unrecognized_keys'
      ? `${path} has the unknown key ${issue.keys.join(', ')}`
      : `${path} ${issue.code === 'custom' ? '' : 'is wrong: '}${
          issue.message
        }`;
  });
  return `${faults.join('; ')}.`;
}

function readPlatform(name: string, value: unknown): PlatformSettings {
  const parsed = settingsSchema.safeParse(value);
  const title = (parsed.success && parsed.data.title) || name;
  if (!NAME.test(name)) {
    return {
      name,
      title,
      error: `kratix.platforms.${name} is no name for a platform: use lower-case letters, digits and single hyphens, starting with a letter.`,
    };
  }
  return parsed.success
    ? {
        name,
        title,
        access: readAccess(parsed.data),
        owners: parsed.data.owners,
      }
    : { name, title, error: describe(name, parsed.error) };
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
    readPlatform(name, value),
  );
}
