import { z } from 'zod';
import { NameSource } from '../IdentitySettings';
import { isReservedName } from '../isReservedName';
import { strictObject } from './strictObject';

const text = z.string().min(1);

const SOURCES = ['entityRef', 'annotation', 'profile'] as const;

const nameSourceSchema = strictObject({
  entityRef: z.enum(['full', 'name']).optional(),
  annotation: text.optional(),
  profile: z.enum(['email', 'displayName']).optional(),
  prefix: z
    .string()
    .regex(/^[\x21-\x7e]*$/, 'may hold visible ASCII characters only')
    .refine(
      prefix => !isReservedName(prefix),
      'must not start with system:, which Kubernetes keeps for itself',
    )
    .default(''),
})
  .default({})
  .transform(({ prefix, ...source }, context): NameSource => {
    const given = SOURCES.filter(key => source[key] !== undefined);
    if (given.length > 1) {
      context.addIssue({
        code: 'custom',
        message: `names more than one source (${given.join(
          ', ',
        )}); keep one of them`,
      });
      return z.NEVER;
    }
    if (source.annotation !== undefined) {
      return { from: 'annotation', key: source.annotation, prefix };
    }
    if (source.profile !== undefined) {
      return { from: 'profile', field: source.profile, prefix };
    }
    return { from: 'entityRef', form: source.entityRef ?? 'full', prefix };
  });

const TYPES = ['serviceAccount', 'impersonate', 'oidc'] as const;

/** `identity` of a platform: a type, or an object with the type and its settings. */
export const identitySchema = z.preprocess(
  value => (typeof value === 'string' ? { type: value } : value),
  z.discriminatedUnion(
    'type',
    [
      strictObject({ type: z.literal('serviceAccount') }),
      strictObject({
        type: z.literal('impersonate'),
        userFrom: nameSourceSchema,
        groupsFrom: nameSourceSchema,
      }),
      strictObject({ type: z.literal('oidc'), provider: text.optional() }),
    ],
    {
      errorMap: (issue, context) => ({
        message:
          issue.code === 'invalid_union_discriminator'
            ? `has to be one of ${TYPES.join(', ')}`
            : context.defaultError,
      }),
    },
  ),
);
