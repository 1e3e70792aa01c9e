import { KubeClient, KubeObject } from '../../kube';
import { Condition, withCondition } from '../conditions';
import { isJsonObject, JsonObject } from '../json';
import { statusOf } from '../model/objects';
import { BoundPromise } from '../model/promise';
import { listRevisions, versionOf } from '../model/revisions';
import { resourceTypes } from '../resourceTypes';
import { KratixContext, storeStatus } from '../runtime/context';
import { EventRecorder } from '../runtime/eventRecorder';
import { withDefaultCounters } from '../status/promiseStatus';

/** The state of a required Promise that is as it should be. */
export const REQUIREMENT_INSTALLED = 'Requirement installed';

interface Requirement {
  name: string;
  version: string;
  state: string;
  /** Why it is not fulfilled. */
  reason?: 'RequirementsNotInstalled' | 'RequirementsNotAvailable';
}

async function evaluate(
  client: KubeClient,
  wanted: { name: string; version: string },
  required: KubeObject | undefined,
): Promise<Requirement> {
  if (!required) {
    return {
      ...wanted,
      state: 'Requirement not installed',
      reason: 'RequirementsNotInstalled',
    };
  }
  const revisions = await listRevisions(client, wanted.name);
  if (
    wanted.version !== '' &&
    !revisions.some(revision => versionOf(revision) === wanted.version)
  ) {
    return {
      ...wanted,
      state: 'Requirement not installed at the specified version',
      reason: 'RequirementsNotInstalled',
    };
  }
  return statusOf(required).status === 'Available'
    ? { ...wanted, state: REQUIREMENT_INSTALLED }
    : {
        ...wanted,
        state: 'Requirement not available',
        reason: 'RequirementsNotAvailable',
      };
}

/** The required Promise remembers who needs it; entries are never removed. */
async function noteDependant(
  client: KubeClient,
  promise: KubeObject,
  required: KubeObject,
  requiredVersion: string,
): Promise<void> {
  const { version } = statusOf(promise);
  const entry = {
    promise: {
      name: promise.metadata.name,
      ...(typeof version === 'string' && { version }),
    },
    requiredVersion,
  };
  const status = withDefaultCounters(statusOf(required));
  const known = Array.isArray(status.requiredBy)
    ? status.requiredBy.filter(isJsonObject)
    : [];
  const others = known.filter(
    item =>
      !isJsonObject(item.promise) ||
      item.promise.name !== promise.metadata.name,
  );
  await storeStatus(client, resourceTypes.promises, required, {
    ...status,
    requiredBy: [...others, entry],
  });
}

/**
 * The status with the state of the Promises that this one needs, and the condition that sums it up.
 *
 * @returns nothing for a Promise that needs none
 */
export async function checkRequirements(
  context: KratixContext,
  promise: BoundPromise,
  object: KubeObject,
  status: JsonObject,
  recorder: EventRecorder,
): Promise<JsonObject | undefined> {
  const { client, now } = context;
  const before = status.requiredPromises;
  if (
    promise.spec.requiredPromises.length === 0 &&
    (!Array.isArray(before) || before.length === 0)
  ) {
    return undefined;
  }
  const requirements: Requirement[] = [];
  for (const wanted of promise.spec.requiredPromises) {
    const required = await client.get(resourceTypes.promises, wanted.name);
    const requirement = await evaluate(client, wanted, required);
    requirements.push(requirement);
    if (requirement.reason) {
      await recorder.normal(
        object,
        requirement.reason,
        required
          ? `Waiting for required Promise ${wanted.name}: ${requirement.state} `
          : `Required Promise ${wanted.name} not installed or unknown state`,
      );
    }
    if (required) {
      await noteDependant(client, object, required, wanted.version);
    }
  }
  const unfulfilled = requirements.filter(item => item.reason).pop();
  const condition: Condition = {
    type: 'RequirementsFulfilled',
    status: unfulfilled ? 'False' : 'True',
    reason: unfulfilled?.reason ?? 'RequirementsInstalled',
    message: unfulfilled
      ? 'Requirements not fulfilled'
      : 'Requirements fulfilled',
  };
  const checked = withCondition(
    {
      ...status,
      requiredPromises: requirements.map(({ name, version, state }) => ({
        name,
        version,
        state,
      })),
    },
    condition,
    now(),
  );
  return unfulfilled
    ? withCondition(
        checked,
        {
          type: 'Reconciled',
          status: 'Unknown',
          reason: 'RequirementsNotFulfilled',
          message: 'Pending',
        },
        now(),
      )
    : checked;
}

/** Whether everything that a Promise needs is there, as its status says. */
export function requirementsAreMet(status: JsonObject): boolean {
  return (
    !Array.isArray(status.requiredPromises) ||
    status.requiredPromises.every(
      (item: unknown) =>
        isJsonObject(item) && item.state === REQUIREMENT_INSTALLED,
    )
  );
}
