import type { KubeObject } from '../../kube';
import { arrayAt, equalJson, isJsonObject, objectAt, stringAt } from '../json';
import type { ApiContext } from '../operations/ApiContext';
import { changeStored } from '../operations/changeStored';
import { rbacStorage } from '../resources/builtin/rbac';
import { LabelRequirement, matchesLabels } from '../selectors/labelSelector';
import { WorkQueue } from './WorkQueue';

const operators: Record<string, LabelRequirement['operator']> = {
  In: 'in',
  NotIn: 'notin',
  Exists: 'exists',
  DoesNotExist: '!exists',
};

function readSelector(selector: unknown): LabelRequirement[] {
  return [
    ...Object.entries(objectAt(selector, 'matchLabels')).map(
      ([key, value]): LabelRequirement => ({
        key,
        operator: '=',
        values: [String(value)],
      }),
    ),
    ...arrayAt(selector, 'matchExpressions').map(
      (one): LabelRequirement => ({
        key: stringAt(one, 'key'),
        operator: operators[stringAt(one, 'operator')] ?? 'in',
        values: arrayAt(one, 'values').map(String),
      }),
    ),
  ];
}

function selectorsOf(role: KubeObject): LabelRequirement[][] {
  return arrayAt(objectAt(role, 'aggregationRule'), 'clusterRoleSelectors').map(
    readSelector,
  );
}

/**
 * Fills the rules of every ClusterRole that has an `aggregationRule` from the ClusterRoles that it selects.
 * https://kubernetes.io/docs/reference/access-authn-authz/rbac/#aggregated-clusterroles
 */
export class ClusterRoleAggregator {
  readonly #ctx: ApiContext;
  readonly #queue: WorkQueue;
  readonly #stop: () => void;

  constructor(ctx: ApiContext, onError: (error: unknown) => void) {
    this.#ctx = ctx;
    this.#queue = new WorkQueue(async name => this.#fill(name), onError);
    this.#stop = ctx.hub.subscribe(rbacStorage.clusterroles, () =>
      this.#enqueueAll(),
    );
    this.#enqueueAll();
  }

  async close(): Promise<void> {
    this.#stop();
    await this.#queue.close();
  }

  #roles(): KubeObject[] {
    return [...this.#ctx.store.iterate(rbacStorage.clusterroles)];
  }

  #enqueueAll(): void {
    for (const role of this.#roles()) {
      if (isJsonObject(role.aggregationRule)) {
        this.#queue.add(role.metadata.name);
      }
    }
  }

  #fill(name: string): void {
    const key = { ...rbacStorage.clusterroles, namespace: '', name };
    const role = this.#ctx.store.get(key);
    if (!role || !isJsonObject(role.aggregationRule)) return;
    const rules: unknown[] = [];
    for (const selector of selectorsOf(role)) {
      for (const other of this.#roles()) {
        if (
          other.metadata.name === name ||
          !matchesLabels(selector, other.metadata.labels)
        ) {
          continue;
        }
        for (const rule of arrayAt(other, 'rules')) {
          if (!rules.some(one => equalJson(one, rule))) rules.push(rule);
        }
      }
    }
    if (equalJson(arrayAt(role, 'rules'), rules)) return;
    changeStored(this.#ctx, key, object => {
      object.rules = rules;
    });
  }
}
