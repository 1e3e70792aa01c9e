import { Agent } from 'node:http';

/** What a request to a cluster needs beside its path. */
export interface ClusterConnection {
  /** Address of the API server, without a trailing slash. */
  server: string;
  /** Authorization, impersonation. */
  headers: Record<string, string>;
  /** Holds client certificate, trusted authorities and proxy. */
  agent: Agent;
}

/** Where a cluster is and how to authenticate to it. */
export interface ClusterAccess {
  /**
   * Gives what the next request needs; credentials that have changed since are followed.
   *
   * @throws ClusterError (unavailable) where the settings cannot be used at the moment.
   */
  connect(): Promise<ClusterConnection>;
  /** Forgets cached credentials: the cluster has refused them. */
  renew(): void;
}
