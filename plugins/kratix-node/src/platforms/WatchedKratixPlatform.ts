import { LoggerService } from '@backstage/backend-plugin-api';
import {
  KratixDestination,
  KratixPlacement,
  KratixPod,
  KratixPromise,
  KratixRequest,
  KratixStateStore,
  KratixWork,
  KubeObject,
  OwnerRules,
  PlatformSummary,
  readRequest,
  RequestRef,
  RequestState,
} from 'backstage-plugin-kratix-common';
import { ClusterAccess } from '../cluster/ClusterAccess';
import { KubeHttp, KubeHttpLimits } from '../cluster/KubeHttp';
import { errorMessage } from '../describeError';
import { IdentitySettings } from '../IdentitySettings';
import {
  ApiObjectAddress,
  KratixPlatform,
  PlatformApi,
  PlatformCalls,
  PlatformChange,
  PlatformGitOps,
  PlatformKind,
  PlatformReads,
  PlatformVersions,
} from '../KratixPlatforms';
import { Backoff } from '../watch/backoff';
import { Fingerprint } from '../watch/Fingerprint';
import { systemTiming, Timing } from '../watch/Timing';
import { Turns } from '../watch/Turns';
import { WriteIdentity } from '../WriteIdentity';
import { ClusterPlatformApi } from './ClusterPlatformApi';
import { ClusterPlatformReads } from './ClusterPlatformReads';
import { Contact } from './Contact';
import {
  bucketStateStoreKind,
  destinationKind,
  gitStateStoreKind,
  placementKind,
  promiseKind,
  PromiseRecord,
  RequestRecord,
  workKind,
} from './kinds';
import { Listeners } from './Listeners';
import { OptionalKinds } from './OptionalKinds';
import { platformError } from './platformError';
import { PodWatch } from './PodWatch';
import { describeLacks, readFeatures } from './readFeatures';
import { readOffers } from './readOffers';
import { RequestIndex } from './RequestIndex';
import { RequestKinds } from './RequestKinds';
import { StoreAccess } from './storeAccess';
import { summarizeIdentity } from './summarizeIdentity';
import { Troubles } from './Troubles';
import { WatchedKind, WatchedKindObserver, WatchSettings } from './WatchedKind';

const LISTS_AT_A_TIME = 6;

const DEFAULT_BACKOFF: Backoff = { base: 250, most: 15_000 };

/** What a platform needs; the last ones are for tests. */
export interface WatchedKratixPlatformOptions {
  name: string;
  title: string;
  owners?: OwnerRules;
  /** Default: serviceAccount. */
  identity?: IdentitySettings;
  /** Of Git state stores, by their names. Default: none. */
  storeAccess?: Record<string, StoreAccess>;
  access: ClusterAccess;
  logger: LoggerService;
  timing?: Timing;
  backoff?: Backoff;
  limits?: Partial<KubeHttpLimits>;
}

/** A platform whose objects are listed once and then watched. */
export class WatchedKratixPlatform implements KratixPlatform {
  readonly name: string;
  readonly title: string;
  readonly owners: OwnerRules;
  readonly identity: IdentitySettings;
  readonly storeAccess: Record<string, StoreAccess>;
  readonly api: PlatformApi;
  readonly reads: PlatformReads;
  readonly versions: PlatformVersions;
  readonly gitOps: PlatformGitOps;
  private readonly access: ClusterAccess;
  private readonly logger: LoggerService;
  private readonly contact: Contact;
  private readonly settings: WatchSettings;
  private readonly promiseObjects: WatchedKind<PromiseRecord>;
  private readonly requestKinds: RequestKinds;
  private readonly works: WatchedKind<KratixWork>;
  private readonly placementObjects: WatchedKind<KratixPlacement>;
  private readonly destinationObjects: WatchedKind<KratixDestination>;
  private readonly stateStoreObjects: WatchedKind<KratixStateStore>[];
  private readonly optional: OptionalKinds;
  private readonly index: RequestIndex;
  private readonly changeListeners: Listeners<PlatformChange>;
  private readonly stateListeners: Listeners<RequestRef>;
  private readonly statusListeners: Listeners<void>;
  private readonly podListeners: Listeners<KratixPod>;
  private readonly pods: PodWatch;
  private readonly troubles: Troubles;
  private features?: PlatformSummary['features'];
  /** Whether it was asked which kinds there are to be watched, whatever it answered. */
  private hasLooked = false;
  private isLooking = false;
  private started = false;

  constructor(options: WatchedKratixPlatformOptions) {
    this.name = options.name;
    this.title = options.title;
    this.owners = options.owners ?? {};
    this.identity = options.identity ?? { type: 'serviceAccount' };
    this.storeAccess = options.storeAccess ?? {};
    this.access = options.access;
    this.logger = options.logger;
    this.troubles = new Troubles(this.name, this.logger);
    const failed = (error: unknown) =>
      this.logger.error(
        `A listener to changes of platform ${this.name} failed`,
        error instanceof Error ? error : undefined,
      );
    this.changeListeners = new Listeners(failed);
    this.stateListeners = new Listeners(failed);
    this.statusListeners = new Listeners(failed);
    this.podListeners = new Listeners(failed);
    const timing = options.timing ?? systemTiming;
    this.contact = new Contact({
      now: timing.now,
      found: () => {
        this.logger.info(`Platform ${this.name} is reachable`);
        this.statusListeners.tell();
        this.kinds().forEach(kind => kind.wake());
        this.pods.wake();
        this.look();
      },
      lost: message => {
        this.logger.warn(`Platform ${this.name} is not reachable: ${message}`);
        this.statusListeners.tell();
        // It may have been this one call; where all watches are well nobody else calls for a while.
        this.look();
      },
    });
    const turns = new Turns(LISTS_AT_A_TIME);
    this.settings = {
      http: new KubeHttp(options.access, this.contact, options.limits),
      timing,
      backoff: options.backoff ?? DEFAULT_BACKOFF,
      listTurn: list => turns.run(list),
    };
    this.pods = new PodWatch(this.settings, pod => this.podListeners.tell(pod));
    this.requestKinds = new RequestKinds({
      platform: this.name,
      owners: this.owners,
      isStarted: () => this.started,
      watch: kind => this.watch(kind),
    });
    this.promiseObjects = this.watch(promiseKind);
    this.works = this.watch(workKind);
    this.placementObjects = this.watch(placementKind);
    this.destinationObjects = this.watch(destinationKind);
    this.stateStoreObjects = [gitStateStoreKind, bucketStateStoreKind].map(
      kind => this.watch(kind),
    );
    this.optional = new OptionalKinds(kind => this.watch(kind));
    this.versions = this.optional;
    this.gitOps = this.optional;
    this.index = new RequestIndex({
      promise: name => this.promise(name),
      request: ref => this.request(ref),
      requests: promise => this.requests(promise),
      destinations: () => this.destinations(),
      stateStores: () => this.stateStores(),
    });
    this.reads = new ClusterPlatformReads({
      platform: this.name,
      http: this.settings.http,
      pipelineNamespace: promise => this.promise(promise)?.pipelineNamespace,
    });
    this.api = this.apiAs({ type: 'serviceAccount' });
  }

  apiAs(identity: WriteIdentity): PlatformApi {
    return new ClusterPlatformApi({
      http: this.settings.http,
      platform: this.name,
      renewal: () => this.access.renewal,
      identity,
      onWrite: address => this.beginWrite(address),
    });
  }

  /** Returns at once; the kinds are listed and watched in the background until `close`. */
  start() {
    this.started = true;
    this.kinds().forEach(kind => kind.start());
    this.pods.start();
  }

  close() {
    this.started = false;
    this.kinds().forEach(kind => kind.stop());
    this.pods.stop();
    this.changeListeners.clear();
    this.stateListeners.clear();
    this.statusListeners.clear();
    this.podListeners.clear();
  }

  status(): PlatformSummary {
    const kinds = [...this.needed(), ...this.optional.told()];
    const statuses = kinds.map(kind => kind.status());
    const mayBeRead = kinds.filter(
      (_, index) => statuses[index].error?.reason !== 'forbidden',
    );
    const contact = this.contact.status();
    const error = platformError(contact, statuses, this.access);
    const warnings = [
      ...this.access.warnings(),
      ...describeLacks(this.features),
    ];
    return {
      name: this.name,
      title: this.title,
      ...contact,
      ...(error !== undefined && { error }),
      ...(warnings.length && { warnings }),
      ...(this.features && { features: this.features }),
      identity: summarizeIdentity(this.identity),
      synced:
        this.hasLooked &&
        mayBeRead.length > 0 &&
        mayBeRead.every(kind => kind.isSynced),
      kinds: statuses,
    };
  }

  revision(): string {
    const all = new Fingerprint();
    this.kinds().forEach(({ store }) => all.join(store.fingerprint));
    return all.toString();
  }

  calls(): PlatformCalls[] {
    return this.contact.calls();
  }

  promises(): KratixPromise[] {
    return [...this.promiseObjects.store.values()].map(
      ({ promise }) => promise,
    );
  }

  promise(name: string): KratixPromise | undefined {
    return this.promiseObjects.store.get(name)?.promise;
  }

  promiseManifest(name: string): KubeObject | undefined {
    return this.promiseObjects.store.get(name)?.manifest;
  }

  requests(promise?: string): KratixRequest[] {
    return this.requestKinds.requests(promise);
  }

  request(ref: Omit<RequestRef, 'platform'>): KratixRequest | undefined {
    return this.requestKinds.record(ref)?.request;
  }

  partsOf(ref: Omit<RequestRef, 'platform'>): KratixRequest[] {
    return this.index.partsOf(ref);
  }

  readRequest(object: KubeObject, promise: string): KratixRequest {
    return readRequest(object, { platform: this.name, promise }, this.owners);
  }

  manifest(ref: Omit<RequestRef, 'platform'>): KubeObject | undefined {
    return this.requestKinds.record(ref)?.manifest;
  }

  requestState(request: KratixRequest): RequestState {
    return this.index.stateOf(request);
  }

  worksOf(request: KratixRequest): KratixWork[] {
    return this.index.worksOf(request);
  }

  placementsOf(request: KratixRequest): KratixPlacement[] {
    return this.index.placementsOf(request);
  }

  placements(destination?: string): KratixPlacement[] {
    return destination === undefined
      ? [...this.placementObjects.store.values()]
      : this.index.placementsAt(destination);
  }

  destinations(): KratixDestination[] {
    return [...this.destinationObjects.store.values()];
  }

  stateStores(): KratixStateStore[] {
    return this.stateStoreObjects.flatMap(kind => [...kind.store.values()]);
  }

  isSynced(kind: PlatformKind, promise?: string): boolean {
    switch (kind) {
      case 'promise':
        return this.promiseObjects.isSynced;
      case 'request':
        return (
          (promise !== undefined || this.promiseObjects.isSynced) &&
          this.requestKinds.isSynced(promise)
        );
      case 'work':
        return this.works.isSynced;
      case 'placement':
        return this.placementObjects.isSynced;
      case 'destination':
        return this.destinationObjects.isSynced;
      case 'stateStore':
        return this.stateStoreObjects.every(({ isSynced }) => isSynced);
      default:
        return this.optional.isSynced(kind);
    }
  }

  isCurrent(promise?: string): boolean {
    return promise === undefined
      ? this.promiseObjects.isCurrent
      : this.requestKinds.isCurrent(promise);
  }

  subscribe(listener: (change: PlatformChange) => void): () => void {
    return this.changeListeners.add(listener);
  }

  subscribeStates(listener: (ref: RequestRef) => void): () => void {
    return this.stateListeners.add(listener);
  }

  subscribePods(listener: (pod: KratixPod) => void): () => void {
    return this.podListeners.add(listener);
  }

  subscribeStatus(listener: () => void): () => void {
    return this.statusListeners.add(listener);
  }

  private kinds() {
    return [...this.needed(), ...this.optional.all()];
  }

  private needed() {
    return [
      this.promiseObjects,
      ...this.requestKinds.all(),
      this.works,
      this.placementObjects,
      this.destinationObjects,
      ...this.stateStoreObjects,
    ];
  }

  private watch<T>(
    definition: ConstructorParameters<typeof WatchedKind<T>>[0],
  ): WatchedKind<T> {
    const observer: WatchedKindObserver<T> = {
      changed: ({ change }, changes) => {
        const told = changes.map(({ type, value }) => change(type, value));
        const unsure = told.flatMap(item => this.note(item));
        told.forEach(item => this.requestKinds.follow(item));
        unsure.forEach(({ ref }) => this.stateListeners.tell(ref));
        told.forEach(item => this.changeListeners.tell(item));
      },
      synced: ({ of, promise }) => {
        this.changeListeners.tell({ kind: of, type: 'synced', promise });
        if (!this.features) {
          // It did not tell when it was asked, and answers now.
          this.look();
        }
        this.statusListeners.tell();
        this.troubles.judge(() => this.status());
      },
      failed: () => {
        this.statusListeners.tell();
        this.troubles.judge(() => this.status());
      },
    };
    return new WatchedKind(definition, this.settings, observer);
  }

  /** Keeps what is looked up by something else than a name. @returns requests whose state may be another */
  private note(change: PlatformChange): KratixRequest[] {
    if (change.type === 'synced') {
      return [];
    }
    switch (change.kind) {
      case 'revision':
      case 'release':
      case 'agent':
      case 'repository':
        return [];
      case 'binding':
        this.optional.apply(change);
        return [];
      default:
        return this.index.apply(change);
    }
  }

  private beginWrite(address: ApiObjectAddress) {
    const writes = [
      ...this.requestKinds.all(),
      ...[this.optional.bindingKind].flatMap(kind => kind ?? []),
    ]
      .filter(
        kind =>
          kind.address.group === address.group &&
          kind.address.plural === address.plural,
      )
      .map(kind => ({ kind, write: kind.beginWrite(address) }));
    return (
      outcome: Parameters<WatchedKind<RequestRecord>['finishWrite']>[1],
    ) => writes.forEach(({ kind, write }) => kind.finishWrite(write, outcome));
  }

  /** What the cluster's Kratix offers may have changed while nothing was heard of it. */
  private look() {
    if (this.isLooking) {
      return;
    }
    this.isLooking = true;
    const { http } = this.settings;
    readFeatures(http)
      .then(async features => {
        this.features = features ?? this.features;
        if (features) {
          const offers = await readOffers(http, features);
          if (this.started) {
            this.optional.follow(offers);
          }
        }
      })
      .catch(error =>
        this.logger.error(`Platform ${this.name}: ${errorMessage(error)}`),
      )
      .finally(() => {
        this.isLooking = false;
        this.hasLooked ||= this.contact.status().reachable;
        this.statusListeners.tell();
        this.troubles.judge(() => this.status());
      });
  }
}
