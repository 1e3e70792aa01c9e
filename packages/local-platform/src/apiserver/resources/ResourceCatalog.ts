import type { KubeObject, ResourceType } from '../../kube';
import type { FieldError } from '../fieldErrors';
import { noSuchResource } from '../statusErrors';
import type { ObjectStore } from '../store/ObjectStore';
import { configMaps, secrets, serviceAccounts } from './builtin/configuration';
import { crds } from './builtin/crds';
import { coreEvents, events } from './builtin/events';
import { namespaces } from './builtin/namespaces';
import { rbac } from './builtin/rbac';
import { services } from './builtin/services';
import { jobs, pods } from './builtin/workloads';
import { customResources } from './crd/customResources';
import { readCrd } from './crd/readCrd';
import type { ServedResource } from './ServedResource';

const builtins: ServedResource[] = [
  configMaps,
  coreEvents,
  namespaces,
  pods,
  secrets,
  serviceAccounts,
  services,
  crds,
  jobs,
  events,
  ...rbac,
];

function id(type: ResourceType): string {
  return `${type.group}/${type.version}/${type.resource}`;
}

/** What is served: the built-in kinds, and those that the stored CRDs define. Up to date the moment a CRD is stored. */
export class ResourceCatalog {
  readonly #builtins = new Map(builtins.map(one => [id(one), one]));
  readonly #custom = new Map<string, ServedResource[]>();
  #served: Map<string, ServedResource>;
  readonly #listeners = new Set<() => void>();
  readonly #stop: () => void;

  constructor(store: ObjectStore) {
    for (const crd of store.iterate(crds.storage)) this.#define(crd);
    this.#served = this.#assemble();
    this.#stop = store.onCommit(event => {
      if (
        event.key.group !== crds.storage.group ||
        event.key.resource !== crds.storage.resource
      ) {
        return;
      }
      if (event.type === 'DELETED') this.#custom.delete(event.key.name);
      else this.#define(event.object);
      this.#served = this.#assemble();
      for (const listener of this.#listeners) queueMicrotask(listener);
    });
  }

  /** The resource of that type. Throws the 404 Status that Kubernetes gives for a path it does not serve. */
  require(type: ResourceType): ServedResource {
    const found = this.find(type);
    if (!found) throw noSuchResource();
    return found;
  }

  find(type: ResourceType): ServedResource | undefined {
    return this.#served.get(id(type));
  }

  /** Everything that is served. */
  all(): ServedResource[] {
    return [...this.#served.values()];
  }

  /** A served resource that reads what is stored there, in whichever version comes first. */
  byStorage(key: { group: string; resource: string }) {
    return this.all().find(
      one =>
        one.storage.group === key.group &&
        one.storage.resource === key.resource,
    );
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#stop();
  }

  #define(object: KubeObject): void {
    const errors: FieldError[] = [];
    const crd = readCrd(object, errors);
    // It was checked before it was stored; an older version of this program may have been more lenient.
    this.#custom.set(
      object.metadata.name,
      crd && errors.length === 0
        ? customResources(crd, Boolean(object.metadata.deletionTimestamp))
        : [],
    );
  }

  #assemble(): Map<string, ServedResource> {
    const served = new Map(this.#builtins);
    for (const resource of [...this.#custom.values()].flat()) {
      if (!served.has(id(resource))) served.set(id(resource), resource);
    }
    return served;
  }
}
