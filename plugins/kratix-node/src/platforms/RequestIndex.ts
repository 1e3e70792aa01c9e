import {
  deriveRequestState,
  isWorkOf,
  KratixDestination,
  KratixPlacement,
  KratixPromise,
  KratixRequest,
  KratixStateStore,
  KratixWork,
  RequestState,
} from 'backstage-plugin-kratix-common';
import { PlatformChange } from '../KratixPlatforms';
import { Grouping } from './Grouping';

/** What a state is derived from beside the request and what belongs to it. */
export interface RequestSurroundings {
  promise(name: string): KratixPromise | undefined;
  request(
    promise: string,
    namespace: string,
    name: string,
  ): KratixRequest | undefined;
  destinations(): KratixDestination[];
  stateStores(): KratixStateStore[];
}

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
  private readonly states = new Map<string, Map<KratixRequest, RequestState>>();
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

  stateOf(request: KratixRequest): RequestState {
    const { promise, namespace, name } = request.ref;
    const key = requestKey(promise, name);
    const known = this.states.get(key)?.get(request);
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
    // An older object that a caller still holds must not stay here for ever.
    if (this.surroundings.request(promise, namespace, name) === request) {
      const states = this.states.get(key) ?? new Map();
      this.states.set(key, states.set(request, state));
    }
    return state;
  }

  apply(change: PlatformChange) {
    if (change.type === 'synced') {
      return;
    }
    const gone = change.type === 'deleted';
    switch (change.kind) {
      case 'promise':
        this.forgetPromise(change.object.name);
        break;
      case 'request': {
        const { promise, name } = change.object.ref;
        this.states.delete(requestKey(promise, name));
        break;
      }
      case 'work': {
        const { object } = change;
        const id = workKey(object.namespace, object.name);
        const group = requestKey(object.promise, object.request);
        this.forgetOwner(id);
        this.works.set(id, gone ? undefined : { group, value: object });
        this.states.delete(group);
        break;
      }
      case 'placement': {
        const { object } = change;
        const id = `${object.namespace}/${object.name}`;
        const work = workKey(object.namespace, object.work);
        this.placements.set(
          id,
          gone ? undefined : { group: work, value: object },
        );
        this.placementsOn.set(
          id,
          gone ? undefined : { group: object.destination, value: object },
        );
        this.forgetOwner(work);
        break;
      }
      default:
        this.forgetIfSharedChanged();
    }
  }

  private forgetOwner(work: string) {
    const owner = this.works.groupOf(work);
    if (owner !== undefined) {
      this.states.delete(owner);
    }
  }

  private forgetPromise(promise: string) {
    for (const key of this.states.keys()) {
      if (key.startsWith(`${promise}/`)) {
        this.states.delete(key);
      }
    }
  }

  /** Destinations and stores report often; only what a state can depend on counts. */
  private forgetIfSharedChanged() {
    const shared = JSON.stringify([
      this.surroundings
        .destinations()
        .map(({ name, stateStore }) => [name, stateStore]),
      this.surroundings
        .stateStores()
        .map(({ kind, name, conditions }) => [kind, name, conditions]),
    ]);
    if (shared !== this.shared) {
      this.shared = shared;
      this.states.clear();
    }
  }
}
