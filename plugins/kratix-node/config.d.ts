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
        /**
         * Whom requests and Promises belong to, for lists, permissions and the catalog alike: the
         * first of these that gives an entity reference, in this order. A name alone is a Group in
         * the namespace `default`.
         */
        owners?: {
          /** Key of an annotation; `kratix.backstage.io/owner` always comes before it. */
          annotation?: string;
          /** Key of a label. */
          label?: string;
          /** By the name of a Promise: the field of a request that names the owner, like `spec.team`. */
          specPaths?: { [promise: string]: string };
          /** By the namespace of a request. */
          namespaces?: { [namespace: string]: string };
          /** The owner of what else has none. */
          default?: string;
        };
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
