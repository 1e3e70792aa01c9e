import {
  HttpAuthService,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  PolicyDecision,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import { createConditionTransformer } from '@backstage/plugin-permission-node';
import {
  kratixLogReadPermission,
  kratixPlatformReadPermission,
  kratixRequestCreatePermission,
  kratixRequestDeletePermission,
  kratixRequestReadPermission,
  kratixRequestReconcilePermission,
  kratixRequestUpdatePermission,
} from 'backstage-plugin-kratix-common';
import { Request } from 'express';
import { Caller } from '../identity/Caller';
import { readClusterToken } from '../identity/readClusterToken';
import {
  kratixRequestPermissionResourceRef,
  KratixRequestPredicate,
  KratixRequestResource,
} from '../permissions';
import { anything, nothing, toPredicate } from './toPredicate';

const PERMISSIONS = {
  read: kratixRequestReadPermission,
  create: kratixRequestCreatePermission,
  update: kratixRequestUpdatePermission,
  delete: kratixRequestDeletePermission,
  reconcile: kratixRequestReconcilePermission,
  readLogs: kratixLogReadPermission,
} satisfies Record<string, ResourcePermission>;

/** Something that a caller may or may not do with a request. */
export type RequestRight = keyof typeof PERMISSIONS;

/** What one caller may do, decided once for an HTTP request and then applied in memory. */
export interface Rights<R extends RequestRight = RequestRight> {
  /** Whether the caller may do this with that request, existing or proposed. */
  allows(right: R, request: KratixRequestResource): boolean;
  /** What the caller may do this with, for going through many; absent where that is everything. */
  filter(right: R): KratixRequestPredicate | undefined;
  /** Rejects where the caller may do none of these with any request. @throws NotAllowedError */
  require(...anyOf: R[]): void;
}

/** Asks the permission framework what the sender of an HTTP request may do. */
export class Access {
  private readonly httpAuth: HttpAuthService;
  private readonly permissions: PermissionsService;
  private readonly readConditions: ReturnType<
    typeof createConditionTransformer<KratixRequestPredicate>
  >;

  constructor(options: {
    httpAuth: HttpAuthService;
    permissions: PermissionsService;
    permissionsRegistry: PermissionsRegistryService;
  }) {
    this.httpAuth = options.httpAuth;
    this.permissions = options.permissions;
    this.readConditions = createConditionTransformer(
      options.permissionsRegistry.getPermissionRuleset(
        kratixRequestPermissionResourceRef,
      ),
    );
  }

  /** @throws NotAllowedError unless the caller holds `kratix.platform.read` */
  async requirePlatformRead(req: Request): Promise<void> {
    const credentials = await this.credentials(req);
    const [{ result }] = await this.permissions.authorize(
      [{ permission: kratixPlatformReadPermission }],
      { credentials },
    );
    if (result !== AuthorizeResult.ALLOW) {
      throw missing(kratixPlatformReadPermission.name);
    }
  }

  /** Decides the given rights in one go. */
  async rights<R extends RequestRight>(
    req: Request,
    ...rights: R[]
  ): Promise<Rights<R>> {
    const credentials = await this.credentials(req);
    const answers = await this.permissions.authorizeConditional(
      rights.map(right => ({ permission: PERMISSIONS[right] })),
      { credentials },
    );
    const predicates = new Map(
      rights.map((right, index) => [right, this.predicate(answers[index])]),
    );
    const predicateOf = (right: R) => predicates.get(right) ?? nothing;
    return {
      allows: (right, request) => predicateOf(right)(request),
      filter: right => {
        const predicate = predicateOf(right);
        return predicate === anything ? undefined : predicate;
      },
      require: (...anyOf) => {
        if (anyOf.every(right => predicateOf(right) === nothing)) {
          throw missing(
            anyOf.map(right => PERMISSIONS[right].name).join(' or '),
          );
        }
      },
    };
  }

  private predicate(decision: PolicyDecision): KratixRequestPredicate {
    switch (decision.result) {
      case AuthorizeResult.ALLOW:
        return anything;
      case AuthorizeResult.CONDITIONAL:
        return toPredicate(this.readConditions(decision.conditions));
      default:
        return nothing;
    }
  }

  /** Who sends the request. */
  async caller(req: Request): Promise<Caller> {
    const credentials = await this.credentials(req);
    const { principal } = credentials;
    return {
      name:
        principal.type === 'user' ? principal.userEntityRef : principal.subject,
      credentials,
      clusterToken: readClusterToken(req),
    };
  }

  private credentials(req: Request) {
    return this.httpAuth.credentials(req, { allow: ['user', 'service'] });
  }
}

function missing(permission: string): NotAllowedError {
  return new NotAllowedError(
    `You need the permission ${permission} for this; ask whoever looks after Backstage's permission policy.`,
  );
}
