import { findCondition } from '../conditions';
import { finalizers, labels } from '../constants';
import { sameJson } from '../json';
import { finalizersOf, labelsOf, withFinalizers } from '../model/objects';
import { resourceTypes } from '../resourceTypes';
import {
  hasTwin,
  isAvailable,
  withTwin,
  withUnavailable,
} from '../status/promiseStatus';
import { promiseFinalizers } from './promiseDeletion';
import {
  ensureControllerAccess,
  ensureDependencies,
  ensureRequestCrd,
  ensureRevision,
} from './promiseObjects';
import { checkRequirements } from './promiseRequirements';
import { Look, PromiseScope, Stop, storePromise, WAIT } from './promiseScope';

const TYPE = resourceTypes.promises;

async function syncFinalizers(
  scope: PromiseScope,
  { object, promise }: Look,
): Promise<Stop> {
  const own = finalizersOf(object);
  const wanted = promiseFinalizers(promise);
  const next = [
    ...own.filter(
      item => item !== finalizers.deleteWorkflows || wanted.includes(item),
    ),
    ...wanted.filter(item => !own.includes(item)),
  ];
  if (sameJson(own, next)) {
    return undefined;
  }
  await scope.context.client.update(TYPE, withFinalizers(object, next));
  return WAIT;
}

async function syncVersion(
  scope: PromiseScope,
  { object, before }: Look,
): Promise<Stop> {
  const version = labelsOf(object)[labels.promiseVersion];
  if (version && !hasTwin(before, 'version', version)) {
    await storePromise(
      scope,
      object,
      withTwin(withUnavailable(before, scope.context.now()), { version }),
    );
    return WAIT;
  }
  await ensureRevision(scope.context, object, scope.recorder);
  return undefined;
}

async function syncRequirements(
  scope: PromiseScope,
  look: Look,
): Promise<Stop> {
  const { object, promise, before, unavailable } = look;
  const checked = await checkRequirements(
    scope.context,
    promise,
    object,
    unavailable,
    scope.recorder,
  );
  if (!checked) {
    return undefined;
  }
  const isSame =
    sameJson(checked.requiredPromises, before.requiredPromises) &&
    sameJson(
      findCondition(checked, 'RequirementsFulfilled'),
      findCondition(before, 'RequirementsFulfilled'),
    );
  if (isSame) {
    return undefined;
  }
  await storePromise(scope, object, checked);
  if (isAvailable(before)) {
    await scope.recorder.warning(
      object,
      'Unavailable',
      'Promise no longer available: Requirements have changed',
    );
  }
  return WAIT;
}

async function syncApi(scope: PromiseScope, look: Look): Promise<Stop> {
  const { object, promise, unavailable } = look;
  const { api } = promise.spec;
  if (!api) {
    return undefined;
  }
  const served = await ensureRequestCrd(scope.context, promise, api);
  const apiVersion = `${api.type.group}/${api.type.version}`.toLowerCase();
  if (
    !hasTwin(unavailable, 'kind', api.kind) ||
    !hasTwin(unavailable, 'apiVersion', apiVersion)
  ) {
    await storePromise(
      scope,
      object,
      withTwin(unavailable, { kind: api.kind, apiVersion }),
    );
    return WAIT;
  }
  if (!served) {
    return { result: { requeueAfter: scope.context.config.delays.fast } };
  }
  await ensureControllerAccess(scope.context, promise, api);
  return undefined;
}

/** Brings what a Promise stands on up to date: finalizers, revision, requirements, API and dependencies. */
export async function syncPromise(
  scope: PromiseScope,
  look: Look,
): Promise<Stop> {
  const stop =
    (await syncFinalizers(scope, look)) ??
    (await syncVersion(scope, look)) ??
    (await syncRequirements(scope, look)) ??
    (await syncApi(scope, look));
  if (stop) {
    return stop;
  }
  await ensureDependencies(scope.context, look.promise);
  return undefined;
}
