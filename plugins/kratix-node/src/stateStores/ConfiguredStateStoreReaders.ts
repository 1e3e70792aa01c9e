import { Config } from '@backstage/config';
import { DefaultAwsCredentialsManager } from '@backstage/integration-aws-node';
import { BucketStateStoreReader } from '../bucket/BucketStateStoreReader';
import { GitStateStoreReader } from '../git/GitStateStoreReader';
import { StateStoreReader } from '../StateStoreReader';
import { IntegrationCredentials } from './IntegrationCredentials';
import { OpenStateStoreOptions, StateStoreReaders } from './StateStoreReaders';

/**
 * Readers of Git repositories and of buckets, with the access that Backstage is configured with.
 *
 * @public
 */
export class ConfiguredStateStoreReaders implements StateStoreReaders {
  private readonly config: Config;
  private integrations?: IntegrationCredentials;
  private aws?: DefaultAwsCredentialsManager;

  static fromConfig(config: Config): ConfiguredStateStoreReaders {
    return new ConfiguredStateStoreReaders(config);
  }

  private constructor(config: Config) {
    this.config = config;
  }

  open(options: OpenStateStoreOptions): StateStoreReader {
    const { location, access = {}, ...reading } = options;
    if ('url' in location) {
      return new GitStateStoreReader({
        ...reading,
        location,
        ssh: access.ssh,
        credentials:
          access.credentials ??
          (access.integrations
            ? async () => await this.credentialsFor(location.url)
            : undefined),
      });
    }
    const { keys, accountId, ...settings } = access.bucket ?? {};
    return new BucketStateStoreReader({
      ...reading,
      ...settings,
      location,
      credentials: keys ?? (async () => await this.identity(accountId)),
    });
  }

  private async credentialsFor(url: string) {
    this.integrations ??= IntegrationCredentials.fromConfig(this.config);
    return await this.integrations.find(url);
  }

  private async identity(accountId?: string) {
    this.aws ??= DefaultAwsCredentialsManager.fromConfig(this.config);
    const { sdkCredentialProvider } = await this.aws.getCredentialProvider({
      accountId,
    });
    return await sdkCredentialProvider();
  }
}
