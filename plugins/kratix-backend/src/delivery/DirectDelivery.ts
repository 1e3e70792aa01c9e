import { PlatformApi } from 'backstage-plugin-kratix-node';
import { createMergePatch, isJsonMap, JsonMap } from '../write/mergePatch';
import {
  Delivery,
  DeliveryResult,
  RequestChange,
  RequestDeletion,
} from './Delivery';

/** Writes straight to the Kubernetes API of the platform. */
export class DirectDelivery implements Delivery {
  private readonly api: PlatformApi;

  constructor(api: PlatformApi) {
    this.api = api;
  }

  async apply(change: RequestChange): Promise<DeliveryResult> {
    const { address, live, desired, dryRun } = change;
    if (!live) {
      const created = await this.api.create(address, desired, { dryRun });
      return { operation: 'created', ...created };
    }
    const patch = createMergePatch(editable(live), editable(desired));
    if (!patch) {
      return { operation: 'unchanged', object: live, warnings: [] };
    }
    const { resourceVersion } = live.metadata;
    const updated = await this.api.mergePatch(
      address,
      {
        ...patch,
        metadata: {
          ...(isJsonMap(patch.metadata) && patch.metadata),
          resourceVersion,
        },
      },
      { dryRun },
    );
    // The API server stores nothing where the patch only takes away what it fills in by itself.
    const unchanged =
      !dryRun && updated.object.metadata.resourceVersion === resourceVersion;
    return { operation: unchanged ? 'unchanged' : 'updated', ...updated };
  }

  async delete({ address, live, dryRun }: RequestDeletion): Promise<void> {
    await this.api.delete(address, { dryRun, uid: live.metadata.uid });
  }
}

function editable(object: {
  metadata: {
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  spec?: unknown;
}): JsonMap {
  const { labels = {}, annotations = {} } = object.metadata;
  return { metadata: { labels, annotations }, spec: object.spec ?? {} };
}
