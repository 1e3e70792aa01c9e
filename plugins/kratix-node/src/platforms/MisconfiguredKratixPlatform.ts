import { ServiceUnavailableError } from '@backstage/errors';
import {
  deriveRequestState,
  KratixRequest,
  KubeObject,
  PlatformSummary,
  readRequest,
} from 'backstage-plugin-kratix-common';
import { KratixPlatform, PlatformApi, PlatformReads } from '../KratixPlatforms';
import { IdentitySettings } from '../IdentitySettings';

/** A platform whose settings cannot be used: it is listed with its error, and holds nothing. */
export class MisconfiguredKratixPlatform implements KratixPlatform {
  readonly name: string;
  readonly title: string;
  readonly owners = {};
  readonly storeAccess = {};
  readonly identity: IdentitySettings;
  readonly api: PlatformApi;
  readonly reads: PlatformReads;
  private readonly error: string;

  constructor(settings: {
    name: string;
    title: string;
    identity: IdentitySettings;
    error: string;
  }) {
    this.name = settings.name;
    this.title = settings.title;
    this.identity = settings.identity;
    this.error = settings.error;
    const refuse = async () => {
      throw new ServiceUnavailableError(
        `Platform ${settings.name} cannot be used: ${settings.error}`,
      );
    };
    this.api = { create: refuse, mergePatch: refuse, delete: refuse };
    this.reads = {
      podsOf: refuse,
      controllerPods: refuse,
      controllerEvents: refuse,
      eventsOf: refuse,
      log: refuse,
      filesOf: refuse,
    };
  }

  status(): PlatformSummary {
    const { name, title, error } = this;
    return { name, title, reachable: false, synced: false, error, kinds: [] };
  }

  requestState(request: KratixRequest) {
    return deriveRequestState({
      request,
      works: [],
      placements: [],
      destinations: [],
      stateStores: [],
    });
  }

  readRequest(object: KubeObject, promise: string): KratixRequest {
    return readRequest(object, { platform: this.name, promise });
  }

  revision = () => '';
  calls = () => [];
  readonly versions = {
    revisions: () => undefined,
    bindingOf: () => undefined,
    releases: () => undefined,
  };
  readonly gitOps = { agents: () => [], repositories: () => new Map() };
  apiAs = () => this.api;
  promises = () => [];
  promise = () => undefined;
  requests = () => [];
  request = () => undefined;
  manifest = () => undefined;
  promiseManifest = () => undefined;
  partsOf = () => [];
  worksOf = () => [];
  placementsOf = () => [];
  placements = () => [];
  destinations = () => [];
  stateStores = () => [];
  isSynced = () => false;
  isCurrent = () => false;
  subscribe = () => () => {};
  subscribeStates = () => () => {};
  subscribeStatus = () => () => {};
  subscribePods = () => () => {};
}
