import { KubeClient, KubeObject, ResourceType } from '../kube';
import { checkApplicable, FindKind } from './applicableKinds';
import { describe } from './describe';
import { controls, FIELD_MANAGER, ownerLabels, USER_NAME } from './fluxTypes';
import { entryOf, InventoryEntry, readEntry } from './inventory';

/** Which Kustomization applies. */
export interface Owner {
  name: string;
  namespace: string;
}

function isDisabled(
  object: KubeObject,
  control: (typeof controls)[keyof typeof controls],
): boolean {
  const { labels = {}, annotations = {} } = object.metadata;
  return labels[control] === 'disabled' || annotations[control] === 'disabled';
}

function owned(object: KubeObject, owner: Owner): KubeObject {
  return {
    ...object,
    metadata: {
      ...object.metadata,
      labels: {
        ...object.metadata.labels,
        [ownerLabels.name]: owner.name,
        [ownerLabels.namespace]: owner.namespace,
      },
    },
  };
}

/**
 * Applies objects as Flux does: namespaces first, then everything that passes a dry run together. One object that is
 * refused keeps all that would come with it from being applied.
 *
 * @returns what was applied
 * @throws Error that names the object and why it is refused
 */
export async function applySet(
  client: KubeClient,
  objects: KubeObject[],
  owner: Owner,
  findKind: FindKind,
): Promise<InventoryEntry[]> {
  const checked = objects.map(one => checkApplicable(one, findKind));
  const isNamespace = ({ object }: (typeof checked)[number]) =>
    object.kind === 'Namespace';
  for (const stage of [
    checked.filter(isNamespace),
    checked.filter(one => !isNamespace(one)),
  ]) {
    await applyStage(client, stage, owner);
  }
  return checked
    .map(({ object }) => entryOf(object))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

async function applyStage(
  client: KubeClient,
  stage: { object: KubeObject; type: ResourceType }[],
  owner: Owner,
): Promise<void> {
  const wanted = [];
  for (const { object, type } of stage) {
    const { name, namespace } = object.metadata;
    const live = await client.get(type, name, namespace);
    if (!isDisabled(live ?? object, controls.reconcile)) {
      wanted.push({ object: owned(object, owner), type });
    }
  }
  for (const dryRun of [true, false]) {
    for (const { object, type } of wanted) {
      try {
        await client.apply(type, object, {
          fieldManager: FIELD_MANAGER,
          userName: USER_NAME,
          dryRun,
        });
      } catch (cause) {
        const message = cause instanceof Error ? cause.message : String(cause);
        throw new Error(
          `${describe(object)} ${
            dryRun ? 'dry-run failed' : 'apply failed'
          }: ${message}`,
          { cause },
        );
      }
    }
  }
}

/** Deletes what was applied once and is not any more, last things first; what somebody else took over stays. */
export async function prune(
  client: KubeClient,
  before: InventoryEntry[],
  now: InventoryEntry[],
  owner: Owner,
  findKind: FindKind,
): Promise<void> {
  const kept = new Set(now.map(({ id }) => id));
  const isNamespace = (id: string) => id.endsWith('__Namespace');
  const stale = before
    .filter(({ id }) => !kept.has(id))
    .sort((a, b) => Number(isNamespace(a.id)) - Number(isNamespace(b.id)));
  for (const entry of stale) {
    const address = readEntry(entry);
    const type = address && findKind(address)?.type;
    const live =
      type && (await client.get(type, address.name, address.namespace));
    const labels = live?.metadata.labels ?? {};
    if (
      live &&
      labels[ownerLabels.name] === owner.name &&
      labels[ownerLabels.namespace] === owner.namespace &&
      !isDisabled(live, controls.prune)
    ) {
      await client.delete(type, address.name, address.namespace);
    }
  }
}
