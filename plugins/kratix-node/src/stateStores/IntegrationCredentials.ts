import { Config } from '@backstage/config';
import {
  DefaultAzureDevOpsCredentialsProvider,
  DefaultGithubCredentialsProvider,
  GithubCredentialsProvider,
  AzureDevOpsCredentialsProvider,
  ScmIntegrationRegistry,
  ScmIntegrations,
} from '@backstage/integration';
import { GitCredentials } from '../git/GitCommand';

/** Finds the credentials for Git over http(s) among Backstage's own `integrations`. */
export class IntegrationCredentials {
  static fromConfig(config: Config): IntegrationCredentials {
    const integrations = ScmIntegrations.fromConfig(config);
    return new IntegrationCredentials(
      integrations,
      DefaultGithubCredentialsProvider.fromIntegrations(integrations),
      DefaultAzureDevOpsCredentialsProvider.fromIntegrations(integrations),
    );
  }

  private constructor(
    private readonly integrations: ScmIntegrationRegistry,
    private readonly github: GithubCredentialsProvider,
    private readonly azure: AzureDevOpsCredentialsProvider,
  ) {}

  /**
   * @returns credentials of the moment (those of a GitHub App end after an hour), or undefined where
   * the host has no integration or it is an anonymous one.
   */
  async find(url: string): Promise<GitCredentials | undefined> {
    switch (this.integrations.byUrl(url)?.type) {
      case 'github': {
        const { token } = await this.github.getCredentials({ url });
        return ofToken(token, 'x-access-token');
      }
      case 'azure': {
        const credentials = await this.azure.getCredentials({ url });
        return ofToken(credentials?.token, 'x-access-token');
      }
      case 'gitlab':
        return ofToken(
          this.integrations.gitlab.byUrl(url)?.config.token,
          'oauth2',
        );
      case 'gitea': {
        const { username, password } =
          this.integrations.gitea.byUrl(url)?.config ?? {};
        return ofToken(password, username);
      }
      case 'gerrit': {
        const { username, password } =
          this.integrations.gerrit.byUrl(url)?.config ?? {};
        return ofToken(password, username);
      }
      case 'bitbucketCloud': {
        const { username, appPassword, token } =
          this.integrations.bitbucketCloud.byUrl(url)?.config ?? {};
        return appPassword
          ? ofToken(appPassword, username)
          : ofToken(token, 'x-bitbucket-api-token-auth');
      }
      case 'bitbucketServer': {
        const { username, password, token } =
          this.integrations.bitbucketServer.byUrl(url)?.config ?? {};
        return ofToken(password, username) ?? ofToken(token, 'x-token-auth');
      }
      default:
        return undefined;
    }
  }
}

function ofToken(
  password: string | undefined,
  username: string | undefined,
): GitCredentials | undefined {
  return password ? { username, password } : undefined;
}
