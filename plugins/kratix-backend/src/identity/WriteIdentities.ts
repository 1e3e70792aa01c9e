import {
  AuthService,
  BackstageCredentials,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { Entity, parseEntityRef } from '@backstage/catalog-model';
import { AuthenticationError, NotAllowedError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { KRATIX_CLUSTER_TOKEN_HEADER } from 'backstage-plugin-kratix-common';
import {
  IdentitySettings,
  KratixPlatform,
  WriteIdentity,
} from 'backstage-plugin-kratix-node';
import { Caller } from './Caller';
import { clusterName, describeSource, needsEntity } from './clusterName';

type Impersonation = Extract<IdentitySettings, { type: 'impersonate' }>;

/** Finds as whom a caller writes to a platform. */
export class WriteIdentities {
  private readonly services: {
    auth: AuthService;
    catalog: CatalogService;
    userInfo: UserInfoService;
  };

  constructor(services: WriteIdentities['services']) {
    this.services = services;
  }

  /**
   * @throws NotAllowedError where the caller is nobody on the cluster, AuthenticationError where the
   * caller's own token is needed and did not come along
   */
  async of(platform: KratixPlatform, caller: Caller): Promise<WriteIdentity> {
    const settings = platform.identity;
    switch (settings.type) {
      case 'impersonate':
        return this.impersonate(platform.name, settings, caller);
      case 'oidc':
        if (!caller.clusterToken) {
          throw new AuthenticationError(
            `Platform ${platform.name} is written to with a person's own token, and none came along: sign in with ${settings.provider}. Programs send the token in the header ${KRATIX_CLUSTER_TOKEN_HEADER}`,
          );
        }
        return {
          type: 'token',
          token: caller.clusterToken,
          person: caller.name,
        };
      default:
        return { type: 'serviceAccount' };
    }
  }

  private async impersonate(
    platform: string,
    settings: Impersonation,
    caller: Caller,
  ): Promise<WriteIdentity> {
    if (!this.services.auth.isPrincipal(caller.credentials, 'user')) {
      throw new NotAllowedError(
        `Platform ${platform} is written to as the person who asks (identity: impersonate), and ${caller.name} is a service`,
      );
    }
    const { userFrom, groupsFrom } = settings;
    const { userEntityRef, groupRefs } = await this.read(caller.credentials);
    const entities = await this.entities([
      ...(needsEntity(userFrom) ? [userEntityRef] : []),
      ...(needsEntity(groupsFrom) ? groupRefs : []),
    ]);
    const named = (ref: string) => ({ ref, entity: entities.get(ref) });
    const user = clusterName(userFrom, named(userEntityRef));
    if (!user) {
      throw new NotAllowedError(
        `Platform ${platform} is written to as the person who asks (identity: impersonate), and ${userEntityRef} has no name there: ${describeSource(
          userFrom,
        )} is missing in the catalog`,
      );
    }
    const groups = groupRefs.flatMap(
      ref => clusterName(groupsFrom, named(ref)) ?? [],
    );
    return { type: 'impersonate', user, groups: [...new Set(groups)] };
  }

  private async read(credentials: BackstageCredentials) {
    const { userEntityRef, ownershipEntityRefs } =
      await this.services.userInfo.getUserInfo(credentials);
    return {
      userEntityRef,
      groupRefs: ownershipEntityRefs.filter(
        ref => parseEntityRef(ref).kind.toLowerCase() === 'group',
      ),
    };
  }

  /** Read as Backstage: whether the caller may see those entities says nothing about who they are. */
  private async entities(refs: string[]): Promise<Map<string, Entity>> {
    const found = new Map<string, Entity>();
    if (refs.length) {
      const { auth, catalog } = this.services;
      const { items } = await catalog.getEntitiesByRefs(
        {
          entityRefs: refs,
          fields: ['kind', 'metadata', 'spec.profile'],
        },
        { credentials: await auth.getOwnServiceCredentials() },
      );
      refs.forEach((ref, index) => {
        const entity = items[index];
        if (entity) {
          found.set(ref, entity);
        }
      });
    }
    return found;
  }
}
