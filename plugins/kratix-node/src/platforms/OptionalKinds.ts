import {
  GitOpsAgent,
  GitOpsRepository,
  KratixBinding,
  KratixRelease,
  KratixRevision,
} from 'backstage-plugin-kratix-common';
import {
  PlatformChange,
  PlatformGitOps,
  PlatformKind,
  PlatformVersions,
} from '../KratixPlatforms';
import { Grouping } from './Grouping';
import { KindDefinition } from './kinds';
import {
  applicationKind,
  bindingKind,
  gitRepositoryKind,
  kustomizationKind,
  releaseKind,
  revisionKind,
} from './optionalKindDefinitions';
import { Offers } from './readOffers';
import { WatchedKind } from './WatchedKind';

const bindingKey = (promise: string, namespace: string, request: string) =>
  `${promise}/${namespace}/${request}`;

/**
 * Kinds that not every cluster serves: those of the versions of Promises, which older installations of
 * Kratix lack, and those of GitOps agents. Each is watched from when the cluster says that it has it.
 */
export class OptionalKinds implements PlatformVersions, PlatformGitOps {
  private readonly watch: <T>(kind: KindDefinition<T>) => WatchedKind<T>;
  private readonly bound = new Grouping<KratixBinding>();
  private revisionObjects?: WatchedKind<KratixRevision>;
  private bindingObjects?: WatchedKind<KratixBinding>;
  private releaseObjects?: WatchedKind<KratixRelease>;
  private kustomizations?: WatchedKind<GitOpsAgent>;
  private gitRepositories?: WatchedKind<GitOpsRepository>;
  private applications?: WatchedKind<GitOpsAgent>;

  /** @param watch - makes the watch of a kind, which is then started here */
  constructor(watch: <T>(kind: KindDefinition<T>) => WatchedKind<T>) {
    this.watch = watch;
  }

  /** Begins to watch what is offered and not watched yet. */
  follow({ revisions, flux, argoCd }: Offers) {
    if (revisions) {
      this.revisionObjects ??= this.begin(revisionKind);
      this.bindingObjects ??= this.begin(bindingKind);
    }
    this.releaseObjects ??= this.begin(releaseKind);
    if (flux) {
      this.kustomizations ??= this.begin(kustomizationKind(flux.kustomize));
      this.gitRepositories ??= this.begin(gitRepositoryKind(flux.source));
    }
    if (argoCd) {
      this.applications ??= this.begin(applicationKind(argoCd));
    }
  }

  all(): WatchedKind<unknown>[] {
    return [...this.ofKratix(), ...this.ofAgents()];
  }

  /** Those whose state is to be told: of an agent that Backstage may not read nothing is expected. */
  told(): WatchedKind<unknown>[] {
    return [
      ...this.ofKratix().filter(
        kind => kind.status().error?.reason !== 'missing',
      ),
      ...this.ofAgents().filter(
        kind =>
          !['missing', 'forbidden'].includes(kind.status().error?.reason ?? ''),
      ),
    ];
  }

  /** That which is written to: to be told of writes. */
  get bindingKind(): WatchedKind<KratixBinding> | undefined {
    return this.bindingObjects;
  }

  /** Whether what there is of a kind has been listed completely. */
  isSynced(of: PlatformKind): boolean {
    const kinds: Partial<
      Record<PlatformKind, (WatchedKind<unknown> | undefined)[]>
    > = {
      revision: [this.revisionObjects],
      binding: [this.bindingObjects],
      release: [this.releaseObjects],
      agent: [this.kustomizations, this.applications],
      repository: [this.gitRepositories],
    };
    const watched = (kinds[of] ?? []).flatMap(kind => kind ?? []);
    return watched.length > 0 && watched.every(({ isSynced }) => isSynced);
  }

  apply(change: PlatformChange) {
    if (change.type === 'synced' || change.kind !== 'binding') {
      return;
    }
    const { object, type } = change;
    const { promise, namespace, request, name } = object;
    this.bound.set(
      `${namespace}/${name}`,
      type === 'deleted'
        ? undefined
        : { group: bindingKey(promise, namespace, request), value: object },
    );
  }

  revisions(promise: string): KratixRevision[] | undefined {
    return this.revisionObjects?.isSynced
      ? [...this.revisionObjects.store.values()].filter(
          revision => revision.promise === promise,
        )
      : undefined;
  }

  bindingOf(ref: {
    promise: string;
    namespace: string;
    name: string;
  }): KratixBinding | undefined {
    const { promise, namespace, name } = ref;
    return this.bound.get(bindingKey(promise, namespace, name))[0];
  }

  releases(): KratixRelease[] | undefined {
    return this.releaseObjects?.isSynced
      ? [...this.releaseObjects.store.values()]
      : undefined;
  }

  agents(): GitOpsAgent[] {
    return [this.kustomizations, this.applications].flatMap(kind => [
      ...(kind?.store.values() ?? []),
    ]);
  }

  repositories(): Map<string, GitOpsRepository> {
    return new Map(
      [...(this.gitRepositories?.store.values() ?? [])].map(repository => [
        repository.key,
        repository,
      ]),
    );
  }

  private begin<T>(definition: KindDefinition<T>): WatchedKind<T> {
    const kind = this.watch(definition);
    kind.start();
    return kind;
  }

  private ofKratix(): WatchedKind<unknown>[] {
    return [
      this.revisionObjects,
      this.bindingObjects,
      this.releaseObjects,
    ].flatMap(kind => kind ?? []);
  }

  private ofAgents(): WatchedKind<unknown>[] {
    return [
      this.kustomizations,
      this.gitRepositories,
      this.applications,
    ].flatMap(kind => kind ?? []);
  }
}
