import { KubeObject } from '../../kube';
import { finalizers, labels } from '../constants';
import { objectAt } from '../json';
import { bindingVersion } from '../model/bindings';
import {
  finalizersOf,
  hasFlag,
  isBeingDeleted,
  promiseLabels,
  selectorOf,
  statusOf,
  withFinalizers,
  withLabels,
  withoutFinalizer,
} from '../model/objects';
import { readPromiseSpec } from '../model/promise';
import { listRevisions, versionOf } from '../model/revisions';
import { resourceTypes } from '../resourceTypes';
import { Controller, ObjectKey } from '../runtime/controller';
import { KratixContext, getIfServed, storeStatus } from '../runtime/context';
import { ReconcileResult } from '../runtime/workQueue';

const TYPE = resourceTypes.promiseRevisions;

/** Keeps the mark of the latest revision, and deletes the requests of a revision that goes. */
export function promiseRevisionController(context: KratixContext): Controller {
  const { client, config, logger } = context;

  const promiseOf = (revision: KubeObject): string =>
    String(objectAt(revision, 'spec', 'promiseRef').name ?? '');

  const deleteRequests = async (
    revision: KubeObject,
  ): Promise<ReconcileResult | void> => {
    if (!finalizersOf(revision).includes(finalizers.resourceRequestCleanup)) {
      return undefined;
    }
    const { api } = readPromiseSpec(objectAt(revision, 'spec').promiseSpec);
    const version = versionOf(revision);
    const bindings = (
      await client.list(resourceTypes.resourceBindings, {
        labelSelector: selectorOf(promiseLabels(promiseOf(revision))),
      })
    ).filter(binding => bindingVersion(binding) === version);
    for (const binding of bindings) {
      const { name, namespace } = objectAt(binding, 'spec', 'resourceRef');
      const request =
        api && typeof name === 'string' && typeof namespace === 'string'
          ? await getIfServed(client, api.type, name, namespace)
          : undefined;
      if (request && api) {
        await client.delete(
          api.type,
          request.metadata.name,
          request.metadata.namespace,
        );
      } else {
        await client.delete(
          resourceTypes.resourceBindings,
          binding.metadata.name,
          binding.metadata.namespace,
        );
      }
    }
    if (bindings.length > 0) {
      return { requeueAfter: config.delays.fast };
    }
    await client.update(
      TYPE,
      withoutFinalizer(revision, finalizers.resourceRequestCleanup),
    );
    return undefined;
  };

  const markLatest = async (revision: KubeObject): Promise<void> => {
    const isLatest = hasFlag(revision, labels.latestRevision);
    const isMarked = statusOf(revision).latest === true;
    if (isLatest === isMarked) {
      return;
    }
    if (isLatest) {
      for (const other of await listRevisions(client, promiseOf(revision))) {
        const isOlder =
          other.metadata.name !== revision.metadata.name &&
          hasFlag(other, labels.latestRevision);
        if (isOlder) {
          await client.update(
            TYPE,
            withLabels(other, { [labels.latestRevision]: undefined }),
          );
        }
      }
    }
    await storeStatus(client, TYPE, revision, {
      ...statusOf(revision),
      latest: isLatest,
    });
  };

  const reconcile = async (key: ObjectKey): Promise<ReconcileResult | void> => {
    const revision = await client.get(TYPE, key.name);
    if (!revision) {
      return undefined;
    }
    if (isBeingDeleted(revision)) {
      return deleteRequests(revision);
    }
    const own = finalizersOf(revision);
    if (!own.includes(finalizers.resourceRequestCleanup)) {
      await client.update(
        TYPE,
        withFinalizers(revision, [...own, finalizers.resourceRequestCleanup]),
      );
      return undefined;
    }
    const isLabelled =
      revision.metadata.labels?.[labels.promiseName] !== undefined;
    if (!isLabelled) {
      await client.update(
        TYPE,
        withLabels(revision, promiseLabels(promiseOf(revision))),
      );
      return undefined;
    }
    return markLatest(revision);
  };

  return new Controller({
    name: 'PromiseRevision',
    client,
    logger,
    type: TYPE,
    maxBackoff: config.delays.maxBackoff,
    reconcile,
  });
}
