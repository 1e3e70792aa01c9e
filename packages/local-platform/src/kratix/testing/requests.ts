import { KubeObject } from '../../kube';
import { findCondition } from '../conditions';
import { statusOf } from '../model/objects';
import { resourceTypes } from '../resourceTypes';
import { TestPlatform } from './TestPlatform';
import { eventually } from './eventually';
import { redis } from './promises';

/** Installs a Promise and waits until it can be requested. */
export async function install(
  platform: TestPlatform,
  promise: KubeObject,
): Promise<KubeObject> {
  await platform.client.create(resourceTypes.promises, promise);
  return eventually(async () => {
    const found = await platform.get(
      resourceTypes.promises,
      promise.metadata.name,
    );
    expect(statusOf(found).status).toBe('Available');
    return found;
  });
}

/** Waits until a request has a condition as given. */
export async function requestWith(
  platform: TestPlatform,
  type: string,
  expected: { status: string; reason?: string; message?: string },
  name = 'example',
): Promise<KubeObject> {
  return eventually(async () => {
    const request = await platform.get(redis, name, 'default');
    expect(findCondition(statusOf(request), type)).toMatchObject(expected);
    return request;
  });
}

/** Waits until a request is reconciled for its present spec. */
export async function reconciled(
  platform: TestPlatform,
  name = 'example',
): Promise<KubeObject> {
  return eventually(async () => {
    const request = await platform.get(redis, name, 'default');
    expect(findCondition(statusOf(request), 'Reconciled')?.status).toBe('True');
    expect(statusOf(request).observedGeneration).toBe(
      request.metadata.generation,
    );
    return request;
  });
}
