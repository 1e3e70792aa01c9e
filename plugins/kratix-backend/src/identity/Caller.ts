import { BackstageCredentials } from '@backstage/backend-plugin-api';

/** Who asks for something. */
export interface Caller {
  /** The entity reference of a user, or the subject of a service. */
  name: string;
  credentials: BackstageCredentials;
  /** The caller's own token for the cluster, where one came along. Shown to nobody. */
  clusterToken?: string;
}
