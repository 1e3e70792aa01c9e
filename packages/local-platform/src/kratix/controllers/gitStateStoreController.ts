import { KubeObject } from '../../kube';
import { withCondition } from '../conditions';
import { messageOf } from '../errors';
import { JsonObject } from '../json';
import { generationOf, statusOf } from '../model/objects';
import {
  StateStoreNotReadyError,
  gitStateStoreAddress,
  readGitStateStore,
  secretOf,
} from '../model/stateStore';
import { resourceTypes } from '../resourceTypes';
import { Controller, ObjectKey, keyOf } from '../runtime/controller';
import { KratixContext, storeStatus } from '../runtime/context';
import { EventRecorder } from '../runtime/eventRecorder';
import { ReconcileResult } from '../runtime/workQueue';
import { generationChanges } from './generationChanges';

const TYPE = resourceTypes.gitStateStores;

function storeStatusOf(
  object: KubeObject,
  problem: StateStoreNotReadyError | undefined,
  now: Date,
): JsonObject {
  return withCondition(
    {
      ...statusOf(object),
      status: problem ? 'NotReady' : 'Ready',
      observedGeneration: generationOf(object),
    },
    problem
      ? {
          type: 'Ready',
          status: 'False',
          reason: problem.reason,
          message: problem.message,
        }
      : {
          type: 'Ready',
          status: 'True',
          reason: 'StateStoreReady',
          message: 'State store is ready',
        },
    now,
  );
}

/** Keeps the readiness of Git state stores: whether they are reached with their credentials. */
export function gitStateStoreController(context: KratixContext): Controller {
  const { client, writer, config, logger, now } = context;
  const recorder = new EventRecorder(client, 'GitStateStoreController', logger);

  const findProblem = async (
    object: KubeObject,
  ): Promise<StateStoreNotReadyError | undefined> => {
    try {
      const address = await gitStateStoreAddress(client, object);
      try {
        await writer.check(address);
      } catch (error) {
        throw new StateStoreNotReadyError(
          'ErrorValidatingPermissions',
          `Error validating state store permissions: ${messageOf(error)}`,
        );
      }
      return undefined;
    } catch (error) {
      if (error instanceof StateStoreNotReadyError) {
        return error;
      }
      throw error;
    }
  };

  const reconcile = async (key: ObjectKey): Promise<ReconcileResult | void> => {
    const object = await client.get(TYPE, key.name);
    if (!object) {
      return undefined;
    }
    const problem = await findProblem(object);
    const stored = await storeStatus(
      client,
      TYPE,
      object,
      storeStatusOf(object, problem, now()),
    );
    if (stored && problem) {
      await recorder.warning(object, 'NotReady', problem.message);
    } else if (stored) {
      await recorder.normal(
        object,
        'Ready',
        `GitStateStore "${object.metadata.name}" is ready`,
      );
    }
    return problem ? { requeueAfter: config.delays.default } : undefined;
  };

  return new Controller({
    name: 'GitStateStore',
    client,
    logger,
    maxBackoff: config.delays.maxBackoff,
    reconcile,
    watches: [
      generationChanges(TYPE),
      {
        type: resourceTypes.secrets,
        map: async ({ object: secret }) => {
          const stores = await client.list(TYPE);
          return stores
            .filter(store => {
              const reference = secretOf(readGitStateStore(store));
              return (
                reference?.name === secret.metadata.name &&
                reference.namespace === secret.metadata.namespace
              );
            })
            .map(keyOf);
        },
      },
    ],
  });
}
