import { KubeObject } from '../../kube';
import { findCondition, withCondition } from '../conditions';
import { LATEST, UNVERSIONED, labels } from '../constants';
import { JsonObject, objectAt } from '../json';
import { bindingVersion, failedVersion } from '../model/bindings';
import { hasFlag, labelsOf, statusOf } from '../model/objects';
import { readPromise } from '../model/promise';
import { findRevision, versionOf } from '../model/revisions';
import { resourceTypes } from '../resourceTypes';
import { Controller, ObjectKey, keyOf } from '../runtime/controller';
import {
  KratixContext,
  getIfServed,
  removeLabels,
  setLabels,
  storeStatus,
} from '../runtime/context';

const TYPE = resourceTypes.resourceBindings;
const IN_FLIGHT =
  /^(?:Upgrade to version (.*) is in progress|Reconciliation requested for version (.*))$/s;

/** The version that the binding's condition says is being brought about, if any. */
function inFlightVersion(binding: KubeObject): string | undefined {
  const condition = findCondition(statusOf(binding), 'UpgradeSucceeded');
  if (condition?.reason !== 'UpgradeInProgress') {
    return undefined;
  }
  const match = IN_FLIGHT.exec(condition.message);
  return match?.[1] ?? match?.[2];
}

function statusInProgress(
  binding: KubeObject,
  message: string,
  now: Date,
): JsonObject {
  const status = { ...statusOf(binding) };
  delete status.failedVersion;
  return withCondition(
    status,
    {
      type: 'UpgradeSucceeded',
      status: 'Unknown',
      reason: 'UpgradeInProgress',
      message,
    },
    now,
  );
}

/** Brings requests to the version that their binding asks for. */
export function resourceBindingController(context: KratixContext): Controller {
  const { client, config, logger, now } = context;

  const reconcile = async (key: ObjectKey): Promise<void> => {
    const binding = await client.get(TYPE, key.name, key.namespace);
    if (!binding || binding.metadata.deletionTimestamp) {
      return;
    }
    const { name: promiseName } = objectAt(binding, 'spec', 'promiseRef');
    const { name, namespace } = objectAt(binding, 'spec', 'resourceRef');
    if (
      typeof promiseName !== 'string' ||
      typeof name !== 'string' ||
      typeof namespace !== 'string'
    ) {
      return;
    }
    const promise = await client.get(resourceTypes.promises, promiseName);
    const api = promise && readPromise(promise).spec.api;
    const request =
      api && (await getIfServed(client, api.type, name, namespace));
    if (!api || !request) {
      return;
    }
    const { promiseVersion } = statusOf(request);
    if (
      typeof promiseVersion !== 'string' ||
      promiseVersion === '' ||
      promiseVersion === UNVERSIONED
    ) {
      return;
    }
    const desired =
      bindingVersion(binding) === LATEST
        ? versionOf(await findRevision(client, promiseName, LATEST))
        : bindingVersion(binding);
    const manual = hasFlag(binding, labels.manualReconciliation);
    const hasFailed =
      findCondition(statusOf(binding), 'UpgradeSucceeded')?.status ===
        'False' && failedVersion(binding) === desired;
    if (!manual && (promiseVersion === desired || hasFailed)) {
      return;
    }
    const isInFlight = inFlightVersion(binding) === desired;
    // The request first: a stop before the status is stored asks once more rather than never.
    if (!isInFlight) {
      await setLabels(client, api.type, request, {
        [labels.manualReconciliation]: 'true',
      });
    }
    if (manual || !isInFlight) {
      await storeStatus(
        client,
        TYPE,
        binding,
        statusInProgress(
          binding,
          manual
            ? `Reconciliation requested for version ${desired}`
            : `Upgrade to version ${desired} is in progress`,
          now(),
        ),
      );
    }
    if (manual) {
      await removeLabels(client, TYPE, binding, labels.manualReconciliation);
    }
  };

  return new Controller({
    name: 'ResourceBinding',
    client,
    logger,
    type: TYPE,
    maxBackoff: config.delays.maxBackoff,
    reconcile,
    watches: [
      {
        // A new latest revision moves the bindings that follow the Promise.
        type: resourceTypes.promiseRevisions,
        map: async ({ type, object: revision }) => {
          const promise = labelsOf(revision)[labels.promiseName];
          return type !== 'DELETED' &&
            promise &&
            statusOf(revision).latest === true
            ? (
                await client.list(TYPE, {
                  labelSelector: `${labels.promiseName}=${promise}`,
                })
              ).map(keyOf)
            : [];
        },
      },
    ],
  });
}
