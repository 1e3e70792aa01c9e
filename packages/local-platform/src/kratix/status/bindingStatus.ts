import { KubeObject } from '../../kube';
import { Condition, findCondition, withCondition } from '../conditions';
import { JsonObject } from '../json';
import { failedVersion, lastAppliedVersion } from '../model/bindings';
import { statusOf } from '../model/objects';

/** How an attempt to bring a request to a version went. */
export type UpgradeOutcome =
  | { state: 'complete'; version: string }
  | { state: 'failed'; version: string; message: string }
  | { state: 'inProgress'; version: string };

function conditionOf(outcome: UpgradeOutcome): Condition {
  const type = 'UpgradeSucceeded';
  switch (outcome.state) {
    case 'complete':
      return {
        type,
        status: 'True',
        reason: 'UpgradeComplete',
        message: `Resource is at version ${outcome.version}`,
      };
    case 'failed':
      return {
        type,
        status: 'False',
        reason: 'UpgradeFailed',
        message: outcome.message,
      };
    default:
      return {
        type,
        status: 'Unknown',
        reason: 'UpgradeInProgress',
        message: `Upgrade to version ${outcome.version} is in progress`,
      };
  }
}

/** Whether a workflow that runs for a version is an upgrade, rather than the first deployment. */
export function isUpgrade(binding: KubeObject, version: string): boolean {
  const applied = lastAppliedVersion(binding);
  return (
    failedVersion(binding) !== '' ||
    findCondition(statusOf(binding), 'UpgradeSucceeded')?.status === 'False' ||
    (applied !== '' && applied !== version)
  );
}

/**
 * The status of a binding after an attempt. The first successful deployment only notes the version;
 * the condition appears with the first upgrade, or the first failure.
 */
export function bindingStatus(
  binding: KubeObject,
  outcome: UpgradeOutcome,
  now: Date,
): JsonObject {
  const status = statusOf(binding);
  const existing = findCondition(status, 'UpgradeSucceeded');
  const applied = lastAppliedVersion(binding);
  const isRecorded =
    outcome.state === 'failed' ||
    failedVersion(binding) !== '' ||
    existing?.reason === 'UpgradeInProgress' ||
    existing?.status === 'False' ||
    (applied !== '' && applied !== outcome.version);

  const next: JsonObject = { ...status };
  if (outcome.state === 'complete') {
    next.lastAppliedVersion = outcome.version;
  }
  if (outcome.state === 'failed') {
    next.failedVersion = outcome.version;
  } else {
    delete next.failedVersion;
  }
  return isRecorded ? withCondition(next, conditionOf(outcome), now) : next;
}
