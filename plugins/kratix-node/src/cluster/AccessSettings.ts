/** The ways to reach a cluster. */
export type AccessSettings =
  | { type: 'kubeconfig'; path: string; context?: string }
  | { type: 'inCluster' }
  | {
      type: 'url';
      url: string;
      /** PEM in base64. */
      caData?: string;
      caFile?: string;
      token?: string;
      tokenFile?: string;
      skipTLSVerify: boolean;
      /** Where the settings come from, for messages. Default: the keys of the platform. */
      origin?: string;
    };
