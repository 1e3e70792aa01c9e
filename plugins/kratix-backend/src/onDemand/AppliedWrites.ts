import { LoggerService } from '@backstage/backend-plugin-api';
import { KratixPlacement, KratixRequest } from 'backstage-plugin-kratix-common';
import { KratixPlatform, StateStoreFile } from 'backstage-plugin-kratix-node';
import { locatePlacement } from '../query/locatePlacement';
import { PlacementHistory } from './PlacementHistory';

const MOST_KNOWN = 10_000;

/**
 * Tells whether a commit that a GitOps agent has applied holds what a placement wrote with another one.
 * Other placements write to the same repository, so that agents are at their commits most of the time.
 */
export class AppliedWrites {
  private readonly known = new Map<string, boolean | undefined>();

  constructor(
    private readonly options: {
      history: PlacementHistory;
      logger: LoggerService;
      /** Told when something is known that was asked for before. */
      found: (platform: KratixPlatform, promise: string) => void;
    },
  ) {}

  /**
   * Answers at once from what is known, and begins to look where nothing is.
   *
   * @returns undefined while, or where, it is not known
   */
  holds(
    platform: KratixPlatform,
    request: KratixRequest,
    placement: KratixPlacement,
    revision: string,
  ): boolean | undefined {
    const { namespace, name, versionId } = placement;
    if (!versionId || versionId === revision) {
      return versionId === revision;
    }
    const key = [platform.name, namespace, name, versionId, revision].join(' ');
    if (!this.known.has(key)) {
      this.remember(key, undefined);
      this.look(platform, request, placement, [versionId, revision])
        .then(holds => {
          this.remember(key, holds);
          if (holds !== undefined) {
            this.options.found(platform, request.ref.promise);
          }
        })
        .catch(error => {
          // It is tried again when somebody looks again.
          this.known.delete(key);
          this.options.logger.debug(
            `Whether commit ${revision} holds what placement ${name} wrote cannot be told`,
            error,
          );
        });
    }
    return this.known.get(key);
  }

  private async look(
    platform: KratixPlatform,
    request: KratixRequest,
    placement: KratixPlacement,
    commits: string[],
  ): Promise<boolean | undefined> {
    const location = locatePlacement(platform, request.ref, placement);
    const { history } = this.options;
    if (!location || !history.canRead(platform, location)) {
      return undefined;
    }
    const contents: (string | undefined)[] = [];
    for (const commit of commits) {
      const write = await history.read(
        platform,
        location,
        commit,
        placement.files,
      );
      contents.push(write && describe(write.files));
    }
    return contents[0] === contents[1];
  }

  private remember(key: string, holds: boolean | undefined) {
    this.known.delete(key);
    this.known.set(key, holds);
    for (const oldest of this.known.keys()) {
      if (this.known.size <= MOST_KNOWN) {
        break;
      }
      this.known.delete(oldest);
    }
  }
}

function describe(files: StateStoreFile[]): string {
  return JSON.stringify(
    files.map(({ path, content, skipped }) => [path, content, skipped]).sort(),
  );
}
