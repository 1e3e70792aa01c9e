import { KubeObject } from '../../kube';
import { findCondition } from '../conditions';
import { LATEST, UNVERSIONED, labels } from '../constants';
import { sameJson } from '../json';
import {
  bindingLabels,
  bindingVersion,
  findBinding,
  lastAppliedVersion,
} from '../model/bindings';
import { hasFlag, labelsOf, statusOf } from '../model/objects';
import { findRevision, versionOf } from '../model/revisions';
import { deterministicName } from '../names';
import { resourceTypes } from '../resourceTypes';
import { KratixContext, storeStatus } from '../runtime/context';
import { EventRecorder } from '../runtime/eventRecorder';
import {
  UpgradeOutcome,
  bindingStatus,
  isUpgrade,
} from '../status/bindingStatus';

const TYPE = resourceTypes.resourceBindings;

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The version of the Promise that a request is to be served with, or was. */
export function wantedVersion(
  request: KubeObject,
  binding: KubeObject | undefined,
  deleting: boolean,
): string {
  const applied = text(statusOf(request).promiseVersion);
  if (deleting) {
    return applied || (binding ? lastAppliedVersion(binding) : '');
  }
  return binding ? bindingVersion(binding) : applied;
}

async function firstVersion(
  context: KratixContext,
  promise: string,
  request: KubeObject,
): Promise<string> {
  const before = text(statusOf(request).resourceBindingVersion);
  if (before) {
    return before;
  }
  return context.config.resourceBindingVersionStrategy === 'pinned'
    ? versionOf(await findRevision(context.client, promise, LATEST))
    : LATEST;
}

/** Makes a request's binding, or brings its labels and references up to date. */
export async function ensureBinding(
  context: KratixContext,
  promise: string,
  request: KubeObject,
  recorder: EventRecorder,
): Promise<void> {
  const { client } = context;
  const { name, namespace } = request.metadata;
  const existing = await findBinding(client, promise, request);
  const wantedLabels = { ...labelsOf(request) };
  delete wantedLabels[labels.manualReconciliation];
  delete wantedLabels[labels.runFromStart];
  Object.assign(wantedLabels, bindingLabels(promise, name));
  if (existing && hasFlag(existing, labels.manualReconciliation)) {
    wantedLabels[labels.manualReconciliation] = 'true';
  }
  const version = existing
    ? bindingVersion(existing)
    : await firstVersion(context, promise, request);
  const spec = {
    version,
    promiseRef: { name: promise },
    resourceRef: { name, namespace },
  };
  if (existing) {
    const wanted: KubeObject = {
      ...existing,
      metadata: { ...existing.metadata, labels: wantedLabels },
      spec,
    };
    if (!sameJson(wanted, existing)) {
      await client.update(TYPE, wanted);
    }
    return;
  }
  const created = await client.create(TYPE, {
    apiVersion: 'platform.kratix.io/v1alpha1',
    kind: 'ResourceBinding',
    metadata: {
      name: deterministicName(`${name}-${promise}`),
      namespace,
      labels: wantedLabels,
    },
    spec,
  });
  await recorder.normal(
    request,
    'BindingCreated',
    `Binding ${created.metadata.name} created for promise ${promise} version ${version}`,
  );
}

async function store(
  context: KratixContext,
  binding: KubeObject,
  outcome: UpgradeOutcome,
): Promise<void> {
  await storeStatus(
    context.client,
    TYPE,
    binding,
    bindingStatus(binding, outcome, context.now()),
  );
}

/** Notes in the binding that a request is being brought to a version, or could not be. */
export async function noteUnfinished(
  context: KratixContext,
  promise: string,
  request: KubeObject,
  version: string,
): Promise<void> {
  const binding = await findBinding(context.client, promise, request);
  const workflow = findCondition(
    statusOf(request),
    'ConfigureWorkflowCompleted',
  );
  if (!binding || workflow?.status !== 'False') {
    return;
  }
  if (workflow.reason === 'ConfigureWorkflowFailed') {
    const { message } = workflow;
    await store(context, binding, { state: 'failed', version, message });
  } else if (version !== UNVERSIONED && isUpgrade(binding, version)) {
    await store(context, binding, { state: 'inProgress', version });
  }
}

/** Notes in the binding that a request is at a version. */
export async function noteComplete(
  context: KratixContext,
  promise: string,
  request: KubeObject,
  version: string,
): Promise<void> {
  const binding = await findBinding(context.client, promise, request);
  if (binding) {
    await store(context, binding, { state: 'complete', version });
  }
}
