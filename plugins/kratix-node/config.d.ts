export interface Config {
  kratix?: {
    /**
     * The Kratix installations that Backstage works with, keyed by a name that people, URLs and
     * entities use: lower-case letters, digits and single hyphens, starting with a letter.
     *
     * Each platform needs exactly one access: `kubeconfig`, `inCluster`, `url` or `kubernetesCluster`.
     * A platform with faulty settings is listed with its error; Backstage starts and the others work.
     */
    platforms?: {
      [name: string]: {
        /** Name to show to people. Default: the key. */
        title?: string;
        /**
         * Access by a kubeconfig file: tokens, token files, client certificates and credential plugins
         * (`exec`). The file is read again whenever it changes.
         */
        kubeconfig?: {
          /** Path of the file; a relative one starts at the working directory of the backend. */
          path: string;
          /** Name of the context in the file. Default: its `current-context`. */
          context?: string;
        };
        /** Access with the service account of the pod that Backstage runs in; its token is followed. */
        inCluster?: boolean;
        /**
         * Access of a cluster of Backstage's own Kubernetes plugin: the name of one under
         * `kubernetes.clusterLocatorMethods` (type `config`) with a `serviceAccountToken`.
         */
        kubernetesCluster?: string;
        /** Access by address: the URL of the API server. */
        url?: string;
        /** With `url`: certificate authority of the API server, PEM in base64. */
        caData?: string;
        /** With `url`, in place of `caData`: path of a PEM file. */
        caFile?: string;
        /**
         * With `url`: token of a service account.
         * @visibility secret
         */
        serviceAccountToken?: string;
        /**
         * With `url`, in place of `serviceAccountToken`: path of a file that holds the token. It is read
         * for every call, so a token that is rotated is followed.
         */
        serviceAccountTokenFile?: string;
        /**
         * With `url`: do not check the API server's certificate. Default: false. Each start warns.
         */
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
        /**
         * As whom the cluster is written to when a person asks for it; reading stays with the service
         * account of the access above. Default: `serviceAccount`.
         *
         * `impersonate` alone means the full entity references of the person and of their groups.
         * `oidc` alone means the `oidcTokenProvider` of the `kubernetesCluster`.
         */
        identity?:
          | 'serviceAccount'
          | 'impersonate'
          | 'oidc'
          | {
              /** The service account, for everybody. */
              type: 'serviceAccount';
            }
          | {
              /** The service account impersonates the person: RBAC and audit log see them. */
              type: 'impersonate';
              /**
               * The user name, from one of these. A name that starts with `system:` is refused, before
               * and after the prefix.
               */
              userFrom?: {
                /** `full` (default): `user:default/alice`; `name`: `alice`. */
                entityRef?: 'full' | 'name';
                /** Key of an annotation of the User entity. */
                annotation?: string;
                /** A field of the User entity's profile. */
                profile?: 'email' | 'displayName';
                /** Goes before the name. Default: none. */
                prefix?: string;
              };
              /**
               * The names of the groups that the person belongs to (their ownership references), from
               * one of these. A group without the annotation or field is left out.
               */
              groupsFrom?: {
                /** `full` (default): `group:default/team-a`; `name`: `team-a`. */
                entityRef?: 'full' | 'name';
                /** Key of an annotation of the Group entity. */
                annotation?: string;
                /** A field of the Group entity's profile. */
                profile?: 'email' | 'displayName';
                /** Goes before the name. Default: none. */
                prefix?: string;
              };
            }
          | {
              /** The person's own token, as Backstage's Kubernetes plugin passes it. */
              type: 'oidc';
              /**
               * The auth provider of the token, like `oidcTokenProvider` of the Kubernetes plugin.
               * Default: that of the `kubernetesCluster`.
               */
              provider?: string;
            };
        /**
         * Access to Git state stores, by the names of the GitStateStores: with it, pages show what the
         * last write changed. Read only, and only when somebody looks at the files of a request.
         */
        stateStores?: {
          [name: string]: {
            /** Address of the repository, http(s) or ssh. The credentials go nowhere else. */
            url: string;
            username?: string;
            /** @visibility secret */
            password?: string;
            /**
             * In place of a password. Without either, Backstage's `integrations` give the credentials.
             * @visibility secret
             */
            token?: string;
            ssh?: {
              /** @visibility secret */
              privateKey: string;
              /** Lines of a known_hosts file. */
              knownHosts: string;
            };
          };
        };
        /** How an edit of a request reaches the platform. */
        delivery?: {
          /** `direct`: the Kubernetes API. */
          mode?: 'direct';
        };
      };
    };
  };
  kubernetes?: {
    /** Read for `kratix.platforms.<name>.kubernetesCluster` only; see the Kubernetes plugin. */
    clusterLocatorMethods?: Array<{
      type: string;
      clusters?: Array<{
        name: string;
        url?: string;
        authProvider?: string;
        oidcTokenProvider?: string;
        /** @visibility secret */
        serviceAccountToken?: string;
        /** @visibility secret */
        authMetadata?: object;
        /** @visibility secret */
        caData?: string;
        /** @visibility secret */
        caFile?: string;
        skipTLSVerify?: boolean;
      }>;
    }>;
  };
}
