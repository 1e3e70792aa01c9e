import { GitCredentials } from '../git/GitCommand';
import { SshIdentity } from '../git/SshFiles';

/**
 * How a state store is read.
 *
 * @public
 */
export interface StateStoreAccess {
  /** For Git over http(s). */
  credentials?: GitCredentials;
  /** For Git over http(s): credentials of Backstage's `integrations` for the host. Default: false. */
  integrations?: boolean;
  /** For Git over ssh. Default: the keys and known hosts of the user that Backstage runs as. */
  ssh?: SshIdentity;
  /** For buckets. */
  bucket?: {
    region?: string;
    forcePathStyle?: boolean;
    /** Default: the identity that `aws` of Backstage's configuration, or the environment, gives. */
    keys?: { accessKeyId: string; secretAccessKey: string };
    /** Account of Backstage's `aws.accounts` whose identity is taken. */
    accountId?: string;
  };
}
