import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { KratixAnnotations } from '../annotations';
import { ownerOf, OwnerRules } from '../owner';
import { KratixPromise } from '../promise';
import { carriedAnnotations, carriedLabels } from './carriedOver';
import { promiseEntityName } from './entityName';
import { EntityRules, EntityShapes } from './EntityRules';
import { appLink } from './entityLinks';
import { locationAnnotations } from './locationAnnotations';
import { cleanText } from './text';

const LONGEST_TITLE = 100;
const LONGEST_DESCRIPTION = 1000;

/** Reference of the Component that stands for a Promise. @public */
export function promiseEntityRef(
  rules: Pick<EntityRules, 'platform' | 'naming'>,
  promise: string,
): string {
  return stringifyEntityRef({
    kind: 'component',
    ...promiseEntityName(rules.naming, {
      platform: rules.platform.name,
      name: promise,
    }),
  });
}

/** The Template that the author of a Promise has chosen; undefined for none. */
function chosenTemplate(promise: KratixPromise) {
  const written = promise.annotations[KratixAnnotations.template]?.trim();
  if (!written || written === 'none') {
    return undefined;
  }
  try {
    const { kind, namespace, name } = parseEntityRef(written, {
      defaultKind: 'template',
      defaultNamespace: 'default',
    });
    const parts = [namespace, name];
    return kind.toLowerCase() === 'template' &&
      parts.every(part => /^[\w.-]{1,63}$/.test(part))
      ? { kind: 'template', namespace, name }
      : undefined;
  } catch {
    return undefined;
  }
}

function coordinates(promise: KratixPromise, platform: string) {
  const { api } = promise;
  return {
    [KratixAnnotations.type]: 'promise',
    [KratixAnnotations.promiseName]: cleanText(promise.name, 253),
    [KratixAnnotations.name]: cleanText(promise.name, 253),
    ...(api && {
      [KratixAnnotations.group]: cleanText(api.group, 253),
      [KratixAnnotations.version]: cleanText(api.version, 63),
      [KratixAnnotations.kind]: cleanText(api.kind, 63),
    }),
    [KratixAnnotations.platform]: platform,
    ...locationAnnotations(platform, `promises/${promise.name}`),
  };
}

/**
 * A Promise as entities: a Component, and an API where it has one.
 *
 * @param definition - the definition of the API as text
 * @param owners - the platform's rules
 * @public
 */
export function promiseEntities(
  promise: KratixPromise,
  options: { rules: EntityRules; owners?: OwnerRules; definition?: string },
): EntityShapes {
  const { rules, owners, definition } = options;
  const { platform, tags } = rules;
  const id = promiseEntityName(rules.naming, {
    platform: platform.name,
    name: promise.name,
  });
  const owner = ownerOf(promise, owners) ?? rules.defaultOwner;
  const labels = carriedLabels(promise.labels, rules.labels);
  const annotations = carriedAnnotations(
    promise.annotations,
    rules.annotations,
  );
  const title = cleanText(promise.title, LONGEST_TITLE) || 'Promise';
  const description = cleanText(
    promise.description ?? `Promise on ${platform.title}`,
    LONGEST_DESCRIPTION,
  );
  const template = chosenTemplate(promise);
  const templateRef = template && stringifyEntityRef(template);
  const metadata = {
    ...id,
    description,
    labels: labels.kept,
    tags,
    annotations: {
      ...annotations.kept,
      ...coordinates(promise, platform.name),
      ...(templateRef && { [KratixAnnotations.template]: templateRef }),
    },
  };
  const hasApi = promise.api !== undefined && definition !== undefined;
  const apiRef = stringifyEntityRef({ kind: 'api', ...id });
  const component: Entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      ...metadata,
      title,
      links: [
        ...(template
          ? appLink(
              rules.appUrl,
              ['create', 'templates', template.namespace, template.name],
              `Request a ${title}`,
            )
          : []),
      ],
    },
    spec: {
      type: 'kratix-promise',
      lifecycle: 'production',
      owner,
      ...(hasApi && { providesApis: [apiRef] }),
      dependsOn: promise.requiredPromises
        .filter(({ name }) => name)
        .map(({ name }) => promiseEntityRef(rules, name)),
      // The form works because of the Promise, which the graph then shows.
      dependencyOf: templateRef ? [templateRef] : [],
    },
  };
  const api: Entity | undefined = hasApi
    ? {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'API',
        metadata: { ...metadata, title: `${title} API` },
        spec: { type: 'crd', lifecycle: 'production', owner, definition },
      }
    : undefined;
  return {
    entities: api ? [component, api] : [component],
    notes: [...labels.notes, ...annotations.notes],
  };
}
