export interface Config {
  kratix?: {
    /**
     * The Kratix installations that Backstage works with, keyed by a name that people, URLs and
     * entities use: lower-case letters, digits and single hyphens, starting with a letter.
     *
     * Each platform needs exactly one access: `kubeconfig`, `inCluster` or `url`.
     */
    platforms?: {
      [name: string]: {
        /** Name to show to people. Default: the key. */
        title?: string;
        /** Access by a kubeconfig file. The file is read again whenever it changes. */
        kubeconfig?: {
          /** Path of the file; a relative one starts at the working directory of the backend. */
          path: string;
          /** Name of the context in the file. Default: its `current-context`. */
          context?: string;
        };
        /** Access with the service account of the pod that Backstage runs in. */
        inCluster?: boolean;
        /** Access by address: the URL of the API server. */
        url?: string;
        /** With `url`: certificate authority of the API server, PEM in base64. */
        caData?: string;
        /**
         * With `url`: token of a service account.
         * @visibility secret
         */
        serviceAccountToken?: string;
        /** With `url`: do not check the API server's certificate. Default: false. */
        skipTLSVerify?: boolean;
        /** As whom the cluster is written to: as the service account of the access above. */
        identity?: 'serviceAccount';
        /** How an edit of a request reaches the platform. */
        delivery?: {
          /** `direct`: the Kubernetes API. */
          mode?: 'direct';
        };
      };
    };
  };
}
