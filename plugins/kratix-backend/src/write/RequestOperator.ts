import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  RequestOperation,
  RequestRef,
  stringifyRequestRef,
} from 'backstage-plugin-kratix-common';
import { KratixPlatforms } from 'backstage-plugin-kratix-node';
import { Rights } from '../access/Access';
import { Caller } from '../identity/Caller';
import { WriteIdentities } from '../identity/WriteIdentities';
import { findPromise, requireApi } from '../query/findPromise';
import { findRequest } from '../query/findRequest';
import { operationLabels } from './operationLabels';

const PARTICIPLES: Record<RequestOperation, string> = {
  reconcile: 'reconciled',
  pause: 'paused',
  resume: 'resumed',
};

/**
 * Does operations on requests: labels that Kratix acts on, patched as the caller. They are never
 * delivered as manifests: Kratix takes the trigger away again, and a committed one would come back for
 * ever.
 */
export class RequestOperator {
  private readonly platforms: KratixPlatforms;
  private readonly identities: WriteIdentities;

  constructor(options: {
    platforms: KratixPlatforms;
    identities: WriteIdentities;
  }) {
    this.platforms = options.platforms;
    this.identities = options.identities;
  }

  /**
   * @throws NotFoundError also where the caller may not read the request; NotAllowedError;
   * ConflictError where the operation would do nothing, with the reason
   */
  async operate(
    ref: RequestRef,
    operation: RequestOperation,
    rights: Rights<'read' | 'reconcile'>,
    caller: Caller,
  ): Promise<void> {
    const platform = this.platforms.get(ref.platform);
    const { request } = findRequest(platform, ref, rights);
    const name = stringifyRequestRef(ref);
    if (!rights.allows('reconcile', request)) {
      throw new NotAllowedError(
        `You may not ${operation} request ${name}: that needs kratix.request.reconcile`,
      );
    }
    const promise = findPromise(platform, ref.promise);
    const planned = operationLabels(operation, request, promise);
    if ('refused' in planned) {
      throw new ConflictError(
        `Request ${name} cannot be ${PARTICIPLES[operation]}: ${planned.refused}`,
      );
    }
    const { group, version, plural } = requireApi(promise);
    const { namespace } = ref;
    const api = platform.apiAs(await this.identities.of(platform, caller));
    try {
      await api.mergePatch(
        { group, version, plural, namespace, name: ref.name },
        // With the uid it cannot hit another request that has taken the name meanwhile.
        { metadata: { uid: request.uid, labels: planned.labels } },
      );
    } catch (error) {
      throw error instanceof Error && error.name === 'NotFoundError'
        ? new NotFoundError(`Request ${name} does not exist any more`)
        : error;
    }
  }
}
