/** The ways to reach a cluster. */
export type AccessSettings =
  | { type: 'kubeconfig'; path: string; context?: string }
  | {
      type: 'inCluster';
      /** Where the pod's credentials are. Default: where Kubernetes puts them. */
      directory?: string;
    }
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
