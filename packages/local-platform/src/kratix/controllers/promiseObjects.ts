import { stringify } from 'yaml';
import { KubeObject } from '../../kube';
import {
  CONTROLLER_SERVICE_ACCOUNT,
  DEFAULT_DIRECTORY,
  SYSTEM_NAMESPACE,
  UNVERSIONED,
  annotations,
  labels,
} from '../constants';
import { isJsonObject, sameJson } from '../json';
import { findCondition } from '../conditions';
import {
  labelsOf,
  promiseLabels,
  selectorOf,
  statusOf,
} from '../model/objects';
import { BoundPromise, PromiseApi } from '../model/promise';
import { deterministicName, md5, randomName } from '../names';
import { compressContent } from '../placement/content';
import { squashSelectors } from '../placement/selectors';
import { requestCrd } from '../requestCrd';
import { resourceTypes } from '../resourceTypes';
import { applyObject } from '../runtime/apply';
import { KratixContext } from '../runtime/context';
import { EventRecorder } from '../runtime/eventRecorder';

/** Makes or updates the revision of a Promise's present version. */
export async function ensureRevision(
  context: KratixContext,
  object: KubeObject,
  recorder: EventRecorder,
): Promise<void> {
  const { client } = context;
  const { name, uid = '' } = object.metadata;
  const version = labelsOf(object)[labels.promiseVersion] || UNVERSIONED;
  const interval =
    object.metadata.annotations?.[annotations.reconciliationInterval];
  const revisionName = deterministicName(name, version);
  const type = resourceTypes.promiseRevisions;
  const existing = await client.get(type, revisionName);
  const revisionAnnotations = { ...existing?.metadata.annotations };
  delete revisionAnnotations[annotations.reconciliationInterval];
  if (interval) {
    revisionAnnotations[annotations.reconciliationInterval] = interval;
  }
  const wanted: KubeObject = {
    ...existing,
    apiVersion: 'platform.kratix.io/v1alpha1',
    kind: 'PromiseRevision',
    metadata: {
      ...existing?.metadata,
      name: revisionName,
      labels: {
        ...existing?.metadata.labels,
        ...promiseLabels(name),
        [labels.latestRevision]: 'true',
      },
      ...((interval || existing?.metadata.annotations) && {
        annotations: revisionAnnotations,
      }),
      ownerReferences: [
        {
          apiVersion: object.apiVersion,
          kind: object.kind,
          name,
          uid,
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    },
    spec: { promiseRef: { name }, promiseSpec: object.spec, version },
  };
  if (!existing) {
    await client.create(type, wanted);
    await recorder.normal(
      object,
      'RevisionCreated',
      `Revision ${revisionName} created`,
    );
  } else if (!sameJson(existing, wanted)) {
    await client.update(type, wanted);
  }
}

/**
 * Makes or updates the CustomResourceDefinition of a Promise's requests.
 *
 * @returns whether requests can be made
 */
export async function ensureRequestCrd(
  context: KratixContext,
  promise: BoundPromise,
  api: PromiseApi,
): Promise<boolean> {
  const { client } = context;
  const type = resourceTypes.customResourceDefinitions;
  const wanted = requestCrd(promise, api.crd);
  const existing = await client.get(type, wanted.metadata.name);
  if (!existing) {
    await client.create(type, wanted);
    return false;
  }
  const existingSpec = isJsonObject(existing.spec) ? existing.spec : {};
  const wantedSpec = isJsonObject(wanted.spec) ? wanted.spec : {};
  const spec = {
    ...existingSpec,
    versions: wantedSpec.versions,
    ...(wantedSpec.conversion !== undefined && {
      conversion: wantedSpec.conversion,
    }),
  };
  const merged: KubeObject = {
    ...existing,
    metadata: {
      ...existing.metadata,
      labels: { ...labelsOf(existing), ...labelsOf(wanted) },
    },
    spec,
  };
  const current = sameJson(existing, merged)
    ? existing
    : await client.update(type, merged);
  return findCondition(statusOf(current), 'Established')?.status === 'True';
}

/** The access of Kratix' own ServiceAccount to a Promise's requests. */
export async function ensureControllerAccess(
  context: KratixContext,
  promise: BoundPromise,
  api: PromiseApi,
): Promise<void> {
  const { group, resource } = api.type;
  const name = `${promise.name}-promise-controller`;
  const metadata = { name, labels: promiseLabels(promise.name) };
  const rbac = 'rbac.authorization.k8s.io';
  const rule = (suffix: string, verbs: string[]) => ({
    apiGroups: [group],
    resources: [`${resource}${suffix}`],
    verbs,
  });
  await applyObject(context.client, {
    apiVersion: `${rbac}/v1`,
    kind: 'ClusterRole',
    metadata,
    rules: [
      rule('', ['*']),
      rule('/finalizers', ['update']),
      rule('/status', ['get', 'update', 'patch']),
    ],
  });
  await applyObject(context.client, {
    apiVersion: `${rbac}/v1`,
    kind: 'ClusterRoleBinding',
    metadata,
    roleRef: { apiGroup: rbac, kind: 'ClusterRole', name },
    subjects: [
      {
        kind: 'ServiceAccount',
        namespace: SYSTEM_NAMESPACE,
        name: CONTROLLER_SERVICE_ACCOUNT,
      },
    ],
  });
}

/** Makes, updates or removes the Work that holds a Promise's dependencies. */
export async function ensureDependencies(
  context: KratixContext,
  promise: BoundPromise,
): Promise<void> {
  const { client, now } = context;
  const type = resourceTypes.works;
  const workLabels = {
    ...promiseLabels(promise.name),
    [labels.workType]: 'static-dependency',
  };
  const found = await client.list(type, {
    namespace: SYSTEM_NAMESPACE,
    labelSelector: selectorOf(workLabels),
  });
  const { dependencies, destinationSelectors } = promise.spec;
  if (dependencies.length === 0) {
    for (const work of found) {
      await client.delete(type, work.metadata.name, SYSTEM_NAMESPACE);
    }
    return;
  }
  const manifests = dependencies.map(item => stringify(item)).join('---\n');
  const spec = {
    promiseName: promise.name,
    resourceName: '',
    workloadGroups: [
      {
        id: md5(DEFAULT_DIRECTORY),
        directory: DEFAULT_DIRECTORY,
        workloads: [
          {
            filepath: `static/${promise.name}-dependencies.yaml`,
            content: compressContent(Buffer.from(manifests)),
          },
        ],
        ...(destinationSelectors.length > 0 && {
          destinationSelectors: [
            {
              matchLabels: squashSelectors(destinationSelectors),
              source: 'promise',
            },
          ],
        }),
      },
    ],
  };
  const existing = found.find(work => !work.metadata.deletionTimestamp);
  if (!existing) {
    await client.create(type, {
      apiVersion: 'platform.kratix.io/v1alpha1',
      kind: 'Work',
      metadata: {
        name: randomName(`${promise.name}-static-deps`),
        namespace: SYSTEM_NAMESPACE,
        labels: workLabels,
      },
      spec,
    });
  } else if (!sameJson(existing.spec, spec)) {
    await client.update(type, {
      ...existing,
      metadata: {
        ...existing.metadata,
        annotations: {
          ...existing.metadata.annotations,
          [annotations.lastUpdatedAt]: now().toISOString(),
        },
      },
      spec,
    });
  }
}
