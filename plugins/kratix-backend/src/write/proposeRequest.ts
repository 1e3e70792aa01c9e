import { InputError } from '@backstage/errors';
import {
  isReservedLabel,
  KratixAnnotations,
  KubeObject,
  normalizeOwner,
  PromiseApi,
} from 'backstage-plugin-kratix-common';
import { ApplyBody } from './applyBody';
import { withoutNulls } from './mergePatch';

/**
 * The object that a request is to become: what the caller may set, on top of what is there.
 *
 * @param live - the object as it is now; absent for one that is to be created
 * @param requestedBy - who asks for it, recorded at creation
 * @throws InputError where the manifest sets what it must not
 */
export function proposeRequest(options: {
  manifest: ApplyBody['manifest'];
  promise: string;
  api: PromiseApi;
  live?: KubeObject;
  requestedBy: string;
}): KubeObject {
  const { manifest, promise, api, live, requestedBy } = options;
  const { name, namespace, labels, annotations } = manifest.metadata;
  const apiVersion = `${api.group}/${api.version}`;
  if ((manifest.apiVersion ?? apiVersion) !== apiVersion) {
    throw new InputError(
      `The manifest has apiVersion ${manifest.apiVersion}, but Promise ${promise} offers ${apiVersion}`,
    );
  }
  if ((manifest.kind ?? api.kind) !== api.kind) {
    throw new InputError(
      `The manifest is a ${manifest.kind}, but Promise ${promise} offers ${api.kind}`,
    );
  }
  const liveLabels = live?.metadata.labels ?? {};
  const liveAnnotations = live?.metadata.annotations ?? {};
  refuseReserved('Label', labels, liveLabels);
  refuseReserved('Annotation', annotations, liveAnnotations);
  const spec = manifest.spec ?? live?.spec ?? {};
  return {
    ...live,
    apiVersion,
    kind: api.kind,
    metadata: {
      ...live?.metadata,
      name,
      namespace,
      labels: { ...liveLabels, ...labels },
      annotations: {
        ...liveAnnotations,
        ...(live ? {} : { [KratixAnnotations.requestedBy]: requestedBy }),
        ...readAnnotations(annotations),
      },
    },
    spec: manifest.spec ? withoutNulls(manifest.spec) : spec,
  };
}

function refuseReserved(
  what: 'Label' | 'Annotation',
  given: Record<string, string>,
  live: Record<string, string>,
) {
  for (const [key, value] of Object.entries(given)) {
    const reserved =
      isReservedLabel(key) ||
      (key.startsWith('kratix.backstage.io/') &&
        key !== KratixAnnotations.owner) ||
      key === 'kubectl.kubernetes.io/last-applied-configuration';
    // A manifest that was read from the platform carries them; only a change is refused.
    if (reserved && !(Object.hasOwn(live, key) && live[key] === value)) {
      throw new InputError(
        `${what} ${key} belongs to the platform and cannot be set here; leave it out`,
      );
    }
  }
}

function readAnnotations(
  annotations: Record<string, string>,
): Record<string, string> {
  const given = annotations[KratixAnnotations.owner];
  if (given === undefined) {
    return annotations;
  }
  const owner = normalizeOwner(given);
  if (!owner) {
    throw new InputError(
      `Annotation ${
        KratixAnnotations.owner
      } must be an entity reference such as group:default/platform, but is ${JSON.stringify(
        given.slice(0, 100),
      )}`,
    );
  }
  return { ...annotations, [KratixAnnotations.owner]: owner };
}
