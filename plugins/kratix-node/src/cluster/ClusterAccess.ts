import { Agent } from 'node:http';
import { WriteIdentity } from '../WriteIdentity';

/** What a request to a cluster needs beside its path. */
export interface ClusterConnection {
  /** Address of the API server, without a trailing slash. */
  server: string;
  /** Authorization, impersonation. */
  headers: Record<string, string | string[]>;
  /** Holds client certificate, trusted authorities and proxy. */
  agent: Agent;
}

/** Where a cluster is and how to authenticate to it. */
export interface ClusterAccess {
  /**
   * Gives what the next request needs; credentials that have changed since are followed.
   *
   * @param identity - whose request it is; by default that of the service account
   * @throws ClusterError (unavailable) where the settings cannot be used at the moment.
   */
  connect(identity?: WriteIdentity): Promise<ClusterConnection>;
  /** Forgets the credentials of a connection: the cluster has refused them. */
  renew(refused: ClusterConnection): void;
  /** What to do when the cluster refuses the credentials. */
  readonly renewal: string;
  /** What should not stay as it is, as far as is known by now. */
  warnings(): string[];
}
