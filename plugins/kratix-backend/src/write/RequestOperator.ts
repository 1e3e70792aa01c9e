import {
  ConflictError,
  InputError,
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
import { versionsFor } from '../views/requestViews';
import { operationLabels } from './operationLabels';

const PARTICIPLES: Record<RequestOperation, string> = {
  reconcile: 'reconciled',
  pause: 'paused',
  resume: 'resumed',
};

/** Where Kratix keeps which version of its Promise a request is to run. */
const BINDINGS = {
  group: 'platform.kratix.io',
  version: 'v1alpha1',
  plural: 'resourcebindings',
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
    const { platform, request, name } = this.find(ref, operation, rights);
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
    await orGone(name, () =>
      api.mergePatch(
        { group, version, plural, namespace, name: ref.name },
        // With the uid it cannot hit another request that has taken the name meanwhile.
        { metadata: { uid: request.uid, labels: planned.labels } },
      ),
    );
  }

  /**
   * Brings a request to another version of its Promise, by the binding that Kratix keeps for it.
   *
   * @param version - one of its versions, or `latest`
   * @throws NotFoundError also where the caller may not read the request; NotAllowedError; InputError
   * where there is no such version; ConflictError where none can be chosen, or it is chosen already
   */
  async chooseVersion(
    ref: RequestRef,
    version: string,
    rights: Rights<'read' | 'reconcile'>,
    caller: Caller,
  ): Promise<void> {
    const { platform, request, name } = this.find(
      ref,
      'choose the version of',
      rights,
    );
    const binding = platform.versions.bindingOf(ref);
    const versions = versionsFor(platform, request);
    if (!binding || !versions) {
      throw new ConflictError(
        `No version can be chosen for request ${name}: Kratix keeps no versions of Promise ${ref.promise}, or Backstage cannot read them`,
      );
    }
    const names = versions.map(choice => choice.version);
    if (!names.includes(version)) {
      throw new InputError(
        `Promise ${ref.promise} has no version ${version}; it has ${names.join(
          ', ',
        )}`,
      );
    }
    if (binding.desired === version) {
      throw new ConflictError(
        `Request ${name} is bound to version ${version} already`,
      );
    }
    const api = platform.apiAs(await this.identities.of(platform, caller));
    await orGone(name, () =>
      api.mergePatch(
        { ...BINDINGS, namespace: ref.namespace, name: binding.name },
        { metadata: { uid: binding.uid }, spec: { version } },
      ),
    );
  }

  private find(
    ref: RequestRef,
    verb: string,
    rights: Rights<'read' | 'reconcile'>,
  ) {
    const platform = this.platforms.get(ref.platform);
    const { request } = findRequest(platform, ref, rights);
    const name = stringifyRequestRef(ref);
    if (!rights.allows('reconcile', request)) {
      throw new NotAllowedError(
        `You may not ${verb} request ${name}: that needs kratix.request.reconcile`,
      );
    }
    return { platform, request, name };
  }
}

/** Says of what is missing that the request is gone. */
async function orGone(name: string, write: () => Promise<unknown>) {
  try {
    await write();
  } catch (error) {
    throw error instanceof Error && error.name === 'NotFoundError'
      ? new NotFoundError(`Request ${name} does not exist any more`)
      : error;
  }
}
