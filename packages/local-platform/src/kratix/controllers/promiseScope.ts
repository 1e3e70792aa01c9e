import { KubeObject } from '../../kube';
import { JsonObject } from '../json';
import { BoundPromise } from '../model/promise';
import { resourceTypes } from '../resourceTypes';
import { KratixContext, storeStatus } from '../runtime/context';
import { EventRecorder } from '../runtime/eventRecorder';
import { ReconcileResult } from '../runtime/workQueue';
import { RequestControllers } from './requestControllers';

/** What all steps for Promises share. */
export interface PromiseScope {
  context: KratixContext;
  recorder: EventRecorder;
  requests: RequestControllers;
}

/** A step that ends the reconciliation, with what it asks for; nothing lets it go on. */
export type Stop = { result: ReconcileResult | undefined } | undefined;
export const WAIT: Stop = { result: undefined };

/** One look at a Promise. */
export interface Look {
  object: KubeObject;
  promise: BoundPromise;
  /** The status as stored. */
  before: JsonObject;
  /** The status that holds whenever the look ends early. */
  unavailable: JsonObject;
}

/** @returns the stored Promise, or nothing when its status was so already */
export function storePromise(
  { context }: PromiseScope,
  object: KubeObject,
  status: JsonObject,
): Promise<KubeObject | undefined> {
  return storeStatus(context.client, resourceTypes.promises, object, status);
}
