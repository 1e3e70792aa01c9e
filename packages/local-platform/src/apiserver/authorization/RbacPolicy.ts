import type { KubeObject } from '../../kube';
import { rbacStorage } from '../resources/builtin/rbac';
import type { ObjectStore } from '../store/ObjectStore';
import { PolicyRule, readRules } from './PolicyRule';
import { readBinding, RoleBinding } from './RoleBinding';

/** The stored roles and bindings, read once and kept up to date: every request asks for them. */
export class RbacPolicy {
  /** Rules by namespace and name; the namespace of a ClusterRole is ''. */
  readonly #roles = new Map<string, PolicyRule[]>();
  readonly #bindings = new Map<string, Map<string, RoleBinding>>();
  readonly #stop: () => void;

  constructor(store: ObjectStore) {
    for (const storage of Object.values(rbacStorage)) {
      for (const object of store.iterate(storage)) {
        this.#set(storage.resource, object);
      }
    }
    this.#stop = store.onCommit(({ type, key, object }) => {
      if (key.group !== rbacStorage.roles.group) return;
      if (type === 'DELETED') this.#remove(key);
      else this.#set(key.resource, object);
    });
  }

  close(): void {
    this.#stop();
  }

  /** The rules of a role; undefined when it does not exist. The namespace of a ClusterRole is ''. */
  rules(namespace: string, name: string): PolicyRule[] | undefined {
    return this.#roles.get(`${namespace}/${name}`);
  }

  /** The RoleBindings of a namespace, or for '' the ClusterRoleBindings. */
  bindings(namespace: string): Iterable<RoleBinding> {
    return this.#bindings.get(namespace)?.values() ?? [];
  }

  #set(resource: string, object: KubeObject): void {
    const { namespace = '', name } = object.metadata;
    if (resource.endsWith('bindings')) {
      const inNamespace = this.#bindings.get(namespace) ?? new Map();
      this.#bindings.set(namespace, inNamespace.set(name, readBinding(object)));
    } else {
      this.#roles.set(`${namespace}/${name}`, readRules(object));
    }
  }

  #remove(key: { resource: string; namespace: string; name: string }): void {
    if (key.resource.endsWith('bindings')) {
      this.#bindings.get(key.namespace)?.delete(key.name);
    } else {
      this.#roles.delete(`${key.namespace}/${key.name}`);
    }
  }
}
