import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { KratixAnnotations } from '../annotations';
import { parseApiVersion } from '../kube';
import { normalizeOwner } from '../owner';
import { parentOf } from '../parent';
import { KratixPromise } from '../promise';
import { KratixRequest, RequestRef } from '../request';
import { carriedAnnotations, carriedLabels } from './carriedOver';
import { columnTexts } from './columnTexts';
import { requestLink, statusLinks } from './entityLinks';
import { requestEntityName } from './entityName';
import { EntityRules, EntityShapes } from './EntityRules';
import { locationAnnotations } from './locationAnnotations';
import { promiseEntityRef } from './promiseEntities';
import { cleanText } from './text';

const LONGEST_TITLE = 100;
const LONGEST_DESCRIPTION = 1000;

/** Reference of the entity that stands for a request. @public */
export function requestEntityRef(
  rules: Pick<EntityRules, 'naming' | 'requestKind'>,
  ref: RequestRef,
): string {
  return stringifyEntityRef({
    kind: rules.requestKind,
    ...requestEntityName(rules.naming, ref),
  });
}

function describe(
  { ref, spec, status }: KratixRequest,
  promise: KratixPromise | undefined,
  { platform }: EntityRules,
): string {
  const version = promise?.api?.versions.find(
    ({ name }) => name === promise.api?.version,
  );
  const facts = columnTexts({ spec, status }, version?.printerColumns ?? [])
    .map(({ name, text }) => `${name}: ${text}`)
    .join('; ');
  const what = `${promise?.title ?? ref.promise} in namespace ${
    ref.namespace
  } on ${platform.title}`;
  return cleanText(facts ? `${what}. ${facts}` : what, LONGEST_DESCRIPTION);
}

/**
 * A request as an entity. Nothing in it follows the request's state, so that it is written anew only
 * when what was asked for, or what was given, changes.
 *
 * Its relations say: it depends on its Promise; the compound request that it is a part of depends on
 * it. The part says the latter, so that a compound request is not written anew when its parts change.
 *
 * @param promise - the Promise as it is now, for its title and printer columns
 * @public
 */
export function requestEntity(
  request: KratixRequest,
  options: { rules: EntityRules; promise?: KratixPromise },
): EntityShapes {
  const { rules, promise } = options;
  const { platform, requestKind } = rules;
  const { ref } = request;
  const { group, version } = parseApiVersion(request.apiVersion);
  const labels = carriedLabels(request.labels, rules.labels);
  const annotations = carriedAnnotations(
    request.annotations,
    rules.annotations,
  );
  const parent = parentOf({ labels: request.labels, ...ref });
  const requestedBy = normalizeOwner(
    request.annotations[KratixAnnotations.requestedBy] ?? '',
  );
  const entity: Entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: requestKind,
    metadata: {
      ...requestEntityName(rules.naming, ref),
      title: cleanText(ref.name, LONGEST_TITLE) || 'Request',
      description: describe(request, promise, rules),
      labels: labels.kept,
      tags: rules.tags,
      annotations: {
        ...annotations.kept,
        [KratixAnnotations.type]: 'request',
        [KratixAnnotations.promiseName]: cleanText(ref.promise, 253),
        [KratixAnnotations.group]: cleanText(group, 253),
        [KratixAnnotations.version]: cleanText(version, 63),
        [KratixAnnotations.kind]: cleanText(request.kind, 63),
        [KratixAnnotations.name]: cleanText(ref.name, 253),
        [KratixAnnotations.namespace]: cleanText(ref.namespace, 63),
        [KratixAnnotations.platform]: platform.name,
        ...(request.owner && { [KratixAnnotations.owner]: request.owner }),
        ...(requestedBy && { [KratixAnnotations.requestedBy]: requestedBy }),
        ...locationAnnotations(
          platform.name,
          `requests/${ref.promise}/${ref.namespace}/${ref.name}`,
        ),
      },
      links: [
        ...requestLink(rules.appUrl, ref),
        ...statusLinks(request.status),
      ],
    },
    spec: {
      type: `kratix-${cleanText(request.kind, 63).toLowerCase()}`,
      ...(requestKind === 'Component' && { lifecycle: 'production' }),
      owner: request.owner ?? rules.defaultOwner,
      dependsOn: [promiseEntityRef(rules, ref.promise)],
      dependencyOf: parent
        ? [requestEntityRef(rules, { platform: platform.name, ...parent })]
        : [],
    },
  };
  return { entities: [entity], notes: [...labels.notes, ...annotations.notes] };
}
