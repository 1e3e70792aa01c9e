import { KubeObject } from '../../kube';
import { findCondition } from '../conditions';
import { finalizers, labels } from '../constants';
import { sameJson } from '../json';
import {
  finalizersOf,
  generationOf,
  isBeingDeleted,
  labelsOf,
  selectorOf,
  statusOf,
  withFinalizers,
  withoutFinalizer,
} from '../model/objects';
import { WorkloadGroup, isForRequest, readWork } from '../model/work';
import {
  PlannedPlacement,
  placementLabels,
  placementName,
  planGroup,
} from '../placement/planGroup';
import {
  placementStatusAfterScheduling,
  workStatus,
  workStatusAfterError,
} from '../placement/workStatus';
import { resourceTypes } from '../resourceTypes';
import {
  Controller,
  ObjectKey,
  WatchedType,
  isConflict,
  isNotFound,
  keyOf,
} from '../runtime/controller';
import { KratixContext, storeStatus } from '../runtime/context';
import { EventRecorder } from '../runtime/eventRecorder';
import { ReconcileResult } from '../runtime/workQueue';

const TYPE = resourceTypes.works;
const PLACEMENTS = resourceTypes.workPlacements;

function newPlacement(
  work: KubeObject,
  group: WorkloadGroup,
  plan: PlannedPlacement,
): KubeObject {
  const spec = readWork(work);
  return {
    apiVersion: 'platform.kratix.io/v1alpha1',
    kind: 'WorkPlacement',
    metadata: {
      name: placementName(work, plan.destination, group.id),
      namespace: work.metadata.namespace,
      labels: placementLabels(work, group, plan, isForRequest(spec)),
      finalizers: [finalizers.repoCleanup],
      ownerReferences: [
        {
          apiVersion: work.apiVersion,
          kind: work.kind,
          name: work.metadata.name,
          uid: work.metadata.uid ?? '',
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    },
    spec: {
      id: group.id,
      promiseName: spec.promiseName,
      resourceName: spec.resourceName,
      targetDestinationName: plan.destination,
      generation: generationOf(work),
      workloads: group.workloads,
    },
  };
}

function changedPlacement(
  work: KubeObject,
  group: WorkloadGroup,
  plan: PlannedPlacement & { existing: KubeObject },
): KubeObject {
  const wanted = newPlacement(work, group, plan);
  return {
    ...plan.existing,
    metadata: { ...plan.existing.metadata, labels: wanted.metadata.labels },
    spec: wanted.spec,
  };
}

/** Which part of a Destination's change can move work: not its status. */
function destinationChanges(
  listWorks: () => Promise<KubeObject[]>,
): WatchedType {
  const seen = new Map<string, string>();
  return {
    type: resourceTypes.destinations,
    map: async ({ type, object }) => {
      const { name, uid = name } = object.metadata;
      if (type === 'DELETED') {
        seen.delete(uid);
      } else {
        const state = JSON.stringify([
          generationOf(object),
          labelsOf(object),
          isBeingDeleted(object),
        ]);
        if (seen.get(uid) === state) {
          return [];
        }
        seen.set(uid, state);
      }
      return (await listWorks()).map(keyOf);
    },
  };
}

/** What of a placement its Work looks at. */
function placementChanges(): WatchedType {
  const seen = new Map<string, string>();
  return {
    type: PLACEMENTS,
    map: ({ type, object }) => {
      const { name, uid = name, namespace } = object.metadata;
      const work = labelsOf(object)[labels.work];
      const status = statusOf(object);
      const state = JSON.stringify([
        generationOf(object),
        isBeingDeleted(object),
        ...['Ready', 'WriteSucceeded', 'ScheduleSucceeded'].map(condition => {
          const found = findCondition(status, condition);
          return found && [found.status, found.reason, found.message];
        }),
      ]);
      if (type === 'DELETED') {
        seen.delete(uid);
      } else if (seen.get(uid) === state) {
        return [];
      } else {
        seen.set(uid, state);
      }
      return work ? [{ namespace, name: work }] : [];
    },
  };
}

/** Schedules Works: makes the placements of their workload groups and gathers how those fare. */
export function workController(context: KratixContext): Controller {
  const { client, config, logger, now, random } = context;
  const scheduler = new EventRecorder(client, 'Scheduler', logger);
  const recorder = new EventRecorder(client, 'WorkController', logger);

  const listPlacements = (work: KubeObject) =>
    client.list(PLACEMENTS, {
      namespace: work.metadata.namespace,
      labelSelector: selectorOf({ [labels.work]: work.metadata.name }),
    });

  const place = async (
    work: KubeObject,
    group: WorkloadGroup,
    plan: PlannedPlacement,
  ): Promise<void> => {
    const { existing } = plan;
    let placement: KubeObject;
    if (existing) {
      const wanted = changedPlacement(work, group, { ...plan, existing });
      placement = sameJson(wanted, existing)
        ? existing
        : await client.update(PLACEMENTS, wanted);
    } else {
      placement = await client.create(
        PLACEMENTS,
        newPlacement(work, group, plan),
      );
    }
    if (placement !== existing) {
      await scheduler.normal(
        work,
        'WorkplacementReconciled',
        `workplacement reconciled: ${placement.metadata.name}, operation: ${
          existing ? 'updated' : 'created'
        }`,
      );
    }
    const stored = await storeStatus(
      client,
      PLACEMENTS,
      placement,
      placementStatusAfterScheduling(
        statusOf(placement),
        plan.misplaced,
        now(),
      ),
    );
    if (stored && plan.misplaced) {
      await scheduler.warning(
        placement,
        'DestinationSelectorMismatch',
        `labels for destination: ${plan.destination} no longer match the expected labels, marking this workplacement as misplaced`,
      );
    }
  };

  const report = async (
    work: KubeObject,
    reason: string,
    message: string,
  ): Promise<void> => {
    switch (reason) {
      case 'AllWorkplacementsScheduled':
        await scheduler.normal(work, reason, message);
        break;
      case 'DestinationSelectorMismatch':
        await scheduler.warning(work, reason, message);
        break;
      case 'WorkplacementsFailing':
        await recorder.warning(work, reason, message);
        break;
      default:
    }
  };

  const schedule = async (
    work: KubeObject,
  ): Promise<ReconcileResult | void> => {
    const spec = readWork(work);
    const forRequest = isForRequest(spec);
    const destinations = await client.list(resourceTypes.destinations);
    const before = await listPlacements(work);
    const unscheduled: string[] = [];
    const misplaced: string[] = [];

    for (const group of spec.workloadGroups) {
      const plans = planGroup({
        group,
        existing: before.filter(
          placement =>
            labelsOf(placement)[labels.workloadGroupId] === group.id &&
            !isBeingDeleted(placement),
        ),
        destinations,
        forRequest,
        random,
      });
      if (plans.length === 0) {
        unscheduled.push(group.id);
        await scheduler.normal(
          work,
          'NoMatchingDestination',
          `waiting for a destination with labels for workloadGroup: ${group.id}`,
        );
      }
      try {
        for (const plan of plans) {
          await place(work, group, plan);
        }
      } catch (error) {
        if (!isConflict(error) && !isNotFound(error)) {
          await storeStatus(
            client,
            TYPE,
            work,
            workStatusAfterError(statusOf(work), group.id, now()),
          );
        }
        throw error;
      }
      if (plans.some(plan => plan.misplaced)) {
        misplaced.push(group.id);
      }
    }

    const groupIds = new Set(spec.workloadGroups.map(group => group.id));
    const after = await listPlacements(work);
    for (const placement of after) {
      if (!groupIds.has(labelsOf(placement)[labels.workloadGroupId] ?? '')) {
        await client.delete(
          PLACEMENTS,
          placement.metadata.name,
          placement.metadata.namespace,
        );
      }
    }
    const failing = after
      .filter(
        placement =>
          findCondition(statusOf(placement), 'WriteSucceeded')?.status ===
          'False',
      )
      .map(placement => placement.metadata.name);
    const status = workStatus(
      statusOf(work),
      {
        groups: spec.workloadGroups.length,
        unscheduled,
        misplaced,
        failing,
      },
      forRequest,
      now(),
    );
    const stored = await storeStatus(client, TYPE, work, status);
    const outcome = findCondition(status, 'ScheduleSucceeded');
    if (stored && outcome) {
      await report(work, outcome.reason, outcome.message);
    }
    if (forRequest && unscheduled.length > 0) {
      await recorder.normal(
        work,
        'WaitingDestination',
        `waiting for destination for workload group: [${unscheduled.join(
          ',',
        )}]`,
      );
      return { requeueAfter: config.delays.slow };
    }
    return undefined;
  };

  const remove = async (work: KubeObject): Promise<void> => {
    if (!finalizersOf(work).includes(finalizers.workCleanup)) {
      return;
    }
    for (const placement of await listPlacements(work)) {
      await client.delete(
        PLACEMENTS,
        placement.metadata.name,
        placement.metadata.namespace,
      );
    }
    await client.update(TYPE, withoutFinalizer(work, finalizers.workCleanup));
  };

  const reconcile = async (key: ObjectKey): Promise<ReconcileResult | void> => {
    const work = await client.get(TYPE, key.name, key.namespace);
    if (!work) {
      return undefined;
    }
    if (isBeingDeleted(work)) {
      return remove(work);
    }
    if (!finalizersOf(work).includes(finalizers.workCleanup)) {
      await client.update(
        TYPE,
        withFinalizers(work, [...finalizersOf(work), finalizers.workCleanup]),
      );
      return undefined;
    }
    return schedule(work);
  };

  return new Controller({
    name: 'Work',
    client,
    logger,
    type: TYPE,
    maxBackoff: config.delays.maxBackoff,
    reconcile,
    watches: [placementChanges(), destinationChanges(() => client.list(TYPE))],
  });
}
