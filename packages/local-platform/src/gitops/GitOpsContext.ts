import { GitStateStoreWriter } from '../git';
import { KubeClient } from '../kube';
import { KratixLogger } from '../kratix/runtime/logger';

/** What the agent works with. */
export interface GitOpsContext {
  client: KubeClient;
  /** Reads the repositories. */
  writer: Pick<GitStateStoreWriter, 'latest' | 'tree' | 'files'>;
  logger: KratixLogger;
  /** How long after a push the repository is asked what it holds, in milliseconds. */
  recheckMs: number;
  /** Upper bound of the back-off after unexpected errors, in milliseconds. */
  maxBackoffMs: number;
}
