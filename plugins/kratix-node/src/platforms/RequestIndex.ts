import {
  deriveRequestState,
  isWorkOf,
  KratixDestination,
  KratixPlacement,
  KratixPromise,
  KratixRequest,
  KratixStateStore,
  KratixWork,
  parentOf,
  RequestRef,
  RequestState,
} from 'backstage-plugin-kratix-common';
import { PlatformChange } from '../KratixPlatforms';
import { Grouping } from './Grouping';

/** What a state is derived from beside the request and what belongs to it. */
export interface RequestSurroundings {
  promise(name: string): KratixPromise | undefined;
  request(ref: Omit<RequestRef, 'platform'>): KratixRequest | undefined;
  /** Those of one Promise, or all. */
  requests(promise?: string): KratixRequest[];
  destinations(): KratixDestination[];
  stateStores(): KratixStateStore[];
}

const partKey = ({ promise, namespace, name }: Omit<RequestRef, 'platform'>) =>
  `${promise}/${namespace}/${name}`;

const requestKey = (promise?: string, name?: string) => `${promise}/${name}`;

const workKey = (namespace: string, work?: string) => `${namespace}/${work}`;

/**
 * Finds what belongs to a request without looking through everything, and keeps its state until
 * something changes that it depends on. To be told of every change of the platform, in order.
 */
export class RequestIndex {
  private readonly surroundings: RequestSurroundings;
  private readonly works = new Grouping<KratixWork>();
  private readonly placements = new Grouping<KratixPlacement>();
  private readonly placementsOn = new Grouping<KratixPlacement>();
  private readonly parts = new Grouping<KratixRequest>();
  private states = new WeakMap<KratixRequest, RequestState>();
  private shared = '';

  constructor(surroundings: RequestSurroundings) {
    this.surroundings = surroundings;
  }

  worksOf(request: KratixRequest): KratixWork[] {
    const { ref } = request;
    const namespace = this.surroundings.promise(ref.promise)?.pipelineNamespace;
    return this.works
      .get(requestKey(ref.promise, ref.name))
      .filter(work => isWorkOf(work, request, namespace));
  }

  placementsOf(request: KratixRequest): KratixPlacement[] {
    return this.worksOf(request).flatMap(work =>
      this.placements.get(workKey(work.namespace, work.name)),
    );
  }

  placementsAt(destination: string): KratixPlacement[] {
    return this.placementsOn.get(destination);
  }

  /** The requests that another one has made. */
  partsOf(parent: Omit<RequestRef, 'platform'>): KratixRequest[] {
    return this.parts.get(partKey(parent));
  }

  stateOf(request: KratixRequest): RequestState {
    const { promise } = request.ref;
    const known = this.states.get(request);
    if (known) {
      return known;
    }
    const state = deriveRequestState({
      request,
      promise: this.surroundings.promise(promise),
      works: this.worksOf(request),
      placements: this.placementsOf(request),
      destinations: this.surroundings.destinations(),
      stateStores: this.surroundings.stateStores(),
    });
    // Nobody tells when the state of an older object changes that a caller still holds.
    if (this.surroundings.request(request.ref) === request) {
      this.states.set(request, state);
    }
    return state;
  }

  /** @returns the requests whose state may be another now; of one that is gone, what it was */
  apply(change: PlatformChange): KratixRequest[] {
    if (change.type === 'synced') {
      return [];
    }
    const gone = change.type === 'deleted';
    switch (change.kind) {
      case 'promise':
        return this.forget(this.surroundings.requests(change.object.name));
      case 'request': {
        const { object } = change;
        const { ref, labels } = object;
        const parent = parentOf({ labels, namespace: ref.namespace });
        this.parts.set(
          partKey(ref),
          parent && !gone
            ? { group: partKey(parent), value: object }
            : undefined,
        );
        return this.forget([object]);
      }
      case 'work': {
        const { object } = change;
        const id = workKey(object.namespace, object.name);
        const before = this.ownersOf(id);
        this.works.set(
          id,
          gone
            ? undefined
            : {
                group: requestKey(object.promise, object.request),
                value: object,
              },
        );
        return this.forget([...before, ...this.ownersOf(id)]);
      }
      case 'placement': {
        const { object } = change;
        const id = `${object.namespace}/${object.name}`;
        const work = workKey(object.namespace, object.work);
        const before = this.placements.find(id);
        this.placements.set(
          id,
          gone ? undefined : { group: work, value: object },
        );
        this.placementsOn.set(
          id,
          gone ? undefined : { group: object.destination, value: object },
        );
        return this.forget([
          ...(before && before.work !== object.work
            ? this.ownersOf(workKey(before.namespace, before.work))
            : []),
          ...this.ownersOf(work),
        ]);
      }
      default:
        return this.forgetIfSharedChanged();
    }
  }

  /** The request that a Work is an output of. */
  private ownersOf(id: string): KratixRequest[] {
    const work = this.works.find(id);
    if (!work?.promise || !work.request) {
      return [];
    }
    const { promise, request: name } = work;
    const { pipelineNamespace } = this.surroundings.promise(promise) ?? {};
    const namespace = pipelineNamespace
      ? work.requestNamespace
      : work.namespace;
    const request =
      namespace && this.surroundings.request({ promise, namespace, name });
    return request ? [request] : [];
  }

  private forget(requests: KratixRequest[]): KratixRequest[] {
    requests.forEach(request => this.states.delete(request));
    return requests;
  }

  /** Destinations and stores report often; only what a state can depend on counts. */
  private forgetIfSharedChanged(): KratixRequest[] {
    const shared = JSON.stringify([
      this.surroundings
        .destinations()
        .map(({ name, stateStore }) => [name, stateStore]),
      this.surroundings
        .stateStores()
        .map(({ kind, name, conditions }) => [kind, name, conditions]),
    ]);
    if (shared === this.shared) {
      return [];
    }
    this.shared = shared;
    this.states = new WeakMap();
    return this.surroundings.requests();
  }
}
