import {
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  domainEntityV1alpha1Validator,
  Entity,
  EntityPolicies,
  entityEnvelopeSchemaValidator,
  FieldFormatEntityPolicy,
  groupEntityV1alpha1Validator,
  resourceEntityV1alpha1Validator,
  SchemaValidEntityPolicy,
  systemEntityV1alpha1Validator,
  userEntityV1alpha1Validator,
} from '@backstage/catalog-model';
import { toError } from '@backstage/errors';

const kindValidators = new Map([
  ['API', apiEntityV1alpha1Validator],
  ['Component', componentEntityV1alpha1Validator],
  ['Domain', domainEntityV1alpha1Validator],
  ['Group', groupEntityV1alpha1Validator],
  ['Resource', resourceEntityV1alpha1Validator],
  ['System', systemEntityV1alpha1Validator],
  ['User', userEntityV1alpha1Validator],
]);

/** What a file may say; `relations` and `status` are made by the catalog. */
const ROOT_FIELDS = ['apiVersion', 'kind', 'metadata', 'spec'];

const checkEnvelope = entityEnvelopeSchemaValidator<Entity>();

const policies = EntityPolicies.allOf([
  new SchemaValidEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);

function isWebLink(url: string): boolean {
  return /^(?:https?|mailto):/i.test(url.trim());
}

function findBadLink(entity: Entity): string | undefined {
  const index = (entity.metadata.links ?? []).findIndex(
    link => !isWebLink(link.url),
  );
  if (index >= 0) {
    return `metadata.links[${index}].url must begin with http://, https:// or mailto:`;
  }
  const profile = entity.spec?.profile;
  const picture =
    typeof profile === 'object' && profile !== null && !Array.isArray(profile)
      ? profile.picture
      : undefined;
  if (
    typeof picture === 'string' &&
    !/^(?:https?:|data:image\/)/i.test(picture)
  ) {
    return 'spec.profile.picture must begin with http://, https:// or data:image/';
  }
  return undefined;
}

/**
 * Checks envelope, field formats and, for the kinds that Backstage knows, the schema of the kind:
 * what the catalog would otherwise report only as an error on the entity.
 *
 * @returns the entity, or why it is none.
 */
export async function checkEntity(
  value: object,
): Promise<{ entity: Entity } | { problem: string }> {
  const foreign = Object.keys(value).find(key => !ROOT_FIELDS.includes(key));
  if (foreign !== undefined) {
    return {
      problem: `has the field ${foreign}; an entity has ${ROOT_FIELDS.join(
        ', ',
      )}`,
    };
  }
  try {
    const entity = checkEnvelope(value);
    await policies.enforce(entity);
    const validator = kindValidators.get(entity.kind);
    if (validator && !(await validator.check(entity))) {
      return {
        problem: `${entity.apiVersion} is no known version of the kind ${entity.kind}`,
      };
    }
    const badLink = findBadLink(entity);
    return badLink ? { problem: badLink } : { entity };
  } catch (error) {
    return {
      problem: toError(error)
        .message.replace(/^[A-Za-z ]+Policy[^:]*: /, '')
        .replace(/ To learn more about catalog file format.*$/s, ''),
    };
  }
}
