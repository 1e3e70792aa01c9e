import { KubeObject, readKubeObject } from 'backstage-plugin-kratix-common';
import { ClusterError } from '../cluster/ClusterError';
import { KubeAnswer, KubeCall, KubeHttp } from '../cluster/KubeHttp';
import { readStatus } from '../cluster/readStatus';
import { ApiObjectAddress, PlatformApi, WriteResult } from '../KratixPlatforms';
import { WriteOutcome } from '../watch/KindStore';
import { trimObject } from '../watch/trimObject';
import { WriteIdentity } from '../WriteIdentity';
import { checkSegment } from './checkSegment';
import { RefusedWrite, writeError } from './writeError';

/**
 * Told that a write is about to be sent; what it returns is called with the outcome, before the
 * caller of the write hears of it.
 */
export type WriteListener = (
  address: ApiObjectAddress,
) => (outcome: WriteOutcome) => void;

/** Under which name the API server's field management records what is written here. */
const FIELD_MANAGER = 'backstage-kratix';

/** Kubernetes' words for what the methods do. */
const VERBS: Record<KubeCall['method'], RefusedWrite['verb']> = {
  GET: 'get',
  POST: 'create',
  PATCH: 'patch',
  DELETE: 'delete',
};

/** What writes to a cluster need. */
export interface ClusterPlatformApiOptions {
  http: KubeHttp;
  /** Name of the platform, for messages. */
  platform: string;
  /** What to do when the credentials of Backstage are refused, for messages. */
  renewal: () => string;
  identity: WriteIdentity;
  onWrite: WriteListener;
}

/** Writes to a cluster through its Kubernetes API, as somebody. */
export class ClusterPlatformApi implements PlatformApi {
  private readonly options: ClusterPlatformApiOptions;

  constructor(options: ClusterPlatformApiOptions) {
    this.options = options;
  }

  async create(
    address: ApiObjectAddress,
    object: KubeObject,
    options: { dryRun?: boolean } = {},
  ): Promise<WriteResult> {
    const call: KubeCall = {
      method: 'POST',
      path: collectionPath(address),
      query: writeQuery(options),
      body: object,
    };
    return this.write(address, call, options.dryRun);
  }

  async mergePatch(
    address: ApiObjectAddress,
    patch: Record<string, unknown>,
    options: { dryRun?: boolean } = {},
  ): Promise<WriteResult> {
    const call: KubeCall = {
      method: 'PATCH',
      path: objectPath(address),
      query: writeQuery(options),
      contentType: 'application/merge-patch+json',
      body: patch,
    };
    return this.write(address, call, options.dryRun);
  }

  async delete(
    address: ApiObjectAddress,
    options: { dryRun?: boolean; uid?: string; resourceVersion?: string } = {},
  ): Promise<void> {
    const { dryRun, uid, resourceVersion } = options;
    const call: KubeCall = {
      method: 'DELETE',
      path: objectPath(address),
      body: {
        apiVersion: 'v1',
        kind: 'DeleteOptions',
        propagationPolicy: 'Background',
        ...(dryRun && { dryRun: ['All'] }),
        ...((uid || resourceVersion) && {
          preconditions: { uid, resourceVersion },
        }),
      },
    };
    await this.send(address, call, dryRun, ({ body }) => {
      // A Status says that the object is gone; while finalizers hold it, the object itself is sent.
      const status = readStatus(body);
      return status
        ? { type: 'gone', uid: status.details?.uid ?? uid }
        : { type: 'written', object: readWritten(body) };
    });
  }

  private async write(
    address: ApiObjectAddress,
    call: KubeCall,
    dryRun?: boolean,
  ): Promise<WriteResult> {
    let object: KubeObject | undefined;
    const { warnings } = await this.send(address, call, dryRun, ({ body }) => {
      object = readWritten(body);
      return { type: 'written', object };
    });
    if (!object) {
      throw new Error(`The answer to ${call.method} ${call.path} was not read`);
    }
    return { object, warnings };
  }

  private async send(
    address: ApiObjectAddress,
    call: KubeCall,
    dryRun: boolean | undefined,
    read: (answer: KubeAnswer) => WriteOutcome,
  ): Promise<KubeAnswer> {
    const { http, identity, platform, renewal, onWrite } = this.options;
    const finish = dryRun ? () => {} : onWrite(address);
    let outcome: WriteOutcome = { type: 'unknown' };
    try {
      const answer = await http.call({ ...call, identity });
      outcome = read(answer);
      return answer;
    } catch (error) {
      throw writeError(error, {
        platform,
        verb: VERBS[call.method],
        address,
        identity,
        renewal: renewal(),
      });
    } finally {
      finish(outcome);
    }
  }
}

function readWritten(body: unknown): KubeObject {
  const object = readKubeObject(body);
  if (!object) {
    throw new ClusterError(
      'malformed',
      'The API server answered the write with something that is no object.',
    );
  }
  return trimObject(object);
}

function writeQuery({ dryRun }: { dryRun?: boolean }) {
  return {
    fieldValidation: 'Strict',
    fieldManager: FIELD_MANAGER,
    dryRun: dryRun ? 'All' : undefined,
  };
}

function collectionPath(address: ApiObjectAddress): string {
  const { group, version, plural, namespace } = address;
  return ['/apis', group, version, 'namespaces', namespace, plural]
    .map((segment, index) => (index ? checkSegment(segment) : segment))
    .join('/');
}

function objectPath(address: ApiObjectAddress): string {
  return `${collectionPath(address)}/${checkSegment(address.name)}`;
}
