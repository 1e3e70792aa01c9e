import { KubeObject } from '../kube';
import { withCondition } from '../kratix/conditions';
import { JsonObject } from '../kratix/json';
import { generationOf, statusOf } from '../kratix/model/objects';

/** Why the agent could not do what an object asks for, in the words of its condition Ready. */
export class NotReadyError extends Error {
  constructor(readonly reason: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'NotReadyError';
  }
}

const MAX_MESSAGE = 20_000;

/** The status of an object with the condition Ready, as Flux keeps it. */
export function readyStatus(
  object: KubeObject,
  outcome: { message: string; reason: string; ready: boolean },
  change: JsonObject,
): JsonObject {
  const { message, reason, ready } = outcome;
  return withCondition(
    {
      ...statusOf(object),
      ...change,
      observedGeneration: generationOf(object),
    },
    {
      type: 'Ready',
      status: ready ? 'True' : 'False',
      reason,
      message: message.slice(0, MAX_MESSAGE),
    },
    new Date(),
  );
}
