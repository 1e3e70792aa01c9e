import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  kratix?: {
    notifications?: {
      /**
       * Groups and users, as entity references, that are notified when something on the platform
       * waits for a person: removals of catalog entities that are held, for example.
       */
      recipients?: string[];
    };
  };
  catalog?: {
    providers?: {
      /**
       * Sources of entities from Kratix, by a name of your choice. The name identifies the entities
       * of the source: another name means other entities.
       */
      kratix?: {
        [name: string]: {
          /** Name of the platform, a key of `kratix.platforms`. */
          platform: string;
          /**
           * Reads entities that Promises wrote into a state store. Without it, the source makes
           * entities of the platform's Promises and requests.
           */
          stateStore?: {
            /**
             * Name of the Destination whose files are read. Its state store on the platform says
             * where they are; the settings below replace single parts of that.
             */
            destination: string;
            /**
             * Address of the Git repository as seen from Backstage, where it is not the one that
             * the cluster uses: `https://…`, `http://…`, `ssh://…` or `file:…`. Without credentials.
             */
            url?: string;
            /** Default: the branch of the state store. */
            branch?: string;
            /**
             * Folder of the repository or bucket that is read; `/` for all of it. Default: the path of
             * the state store and of the Destination.
             */
            path?: string;
            /** User name for the repository; Kratix's own Secrets are not read. */
            username?: string;
            /**
             * Password for the repository.
             * @visibility secret
             */
            password?: string;
            /**
             * Token for the repository, in place of a password.
             * @visibility secret
             */
            token?: string;
            /**
             * Whether the credentials of Backstage's `integrations` for the host of `url` are used,
             * those of a GitHub App included, where none are given here. Needs `url`. Default: true
             * with `url`.
             */
            integrations?: boolean;
            /**
             * For Git over ssh. Default: the keys and known hosts of the user that Backstage runs as.
             * A server whose key is not known is never read.
             */
            ssh?: {
              /**
               * Private key without a passphrase, as text; `$file` reads it from a file.
               * @visibility secret
               */
              privateKey: string;
              /** Lines of a `known_hosts` file with the keys of the server. */
              knownHosts: string;
            };
            /** For a bucket. */
            bucket?: {
              /** Default: the bucket of the state store. */
              name?: string;
              /**
               * Address of the S3 service as seen from Backstage: `https://…` or `http://…`. Default:
               * the endpoint of the state store.
               */
              endpoint?: string;
              /** Default: `us-east-1`. */
              region?: string;
              /**
               * Whether the bucket is named in the path of the URL and not in the host. Default: true,
               * except for Amazon's own endpoints.
               */
              forcePathStyle?: boolean;
              /** Default: the identity of `aws` in this configuration, or of the environment. */
              accessKeyId?: string;
              /**
               * Belongs to `accessKeyId`.
               * @visibility secret
               */
              secretAccessKey?: string;
              /** In place of keys: an account of `aws.accounts` in this configuration. */
              accountId?: string;
            };
          };
          /**
           * With `stateStore`: put before the name of each entity, where another source already has
           * entities of these names. References to other entities stay as written.
           */
          namePrefix?: string;
          /**
           * With `stateStore`: namespace of all its entities, in place of the one that they say.
           */
          namespace?: string;
          /**
           * How often the source is read without a reason to: the store, or the cache of the
           * platform. A change on the platform leads to a read at once, whatever is set here.
           * Default: every 30 minutes.
           */
          schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
          /**
           * With `stateStore`: kinds of entities that are taken; `Location` never. Default: Group
           * and User.
           */
          kinds?: string[];
          /**
           * Without `stateStore`: owner, as an entity reference, of what the platform's `owners`
           * give none. Default: `unknown`.
           */
          defaultOwner?: string;
          /**
           * Without `stateStore`: names of the Promises that are taken, with their requests. In a
           * pattern `*` stands for any characters.
           */
          promises?: {
            /** Default: all. */
            allow?: string[];
            /** Counts more than `allow`. Default: none. */
            deny?: string[];
          };
          /** Without `stateStore`: namespaces whose requests are taken. */
          namespaces?: {
            /** Default: all. */
            allow?: string[];
            /** Counts more than `allow`. Default: none. */
            deny?: string[];
          };
          /** Without `stateStore`: kind of the entity of a request. Default: Resource. */
          requestKind?: 'Resource' | 'Component';
          /** Without `stateStore`: how entities are named. */
          naming?: {
            /**
             * `full`: by platform, Promise, namespace and name. `namespaced`: the same, with the
             * request's namespace as that of the entity. `short`: as `full`, without the platform.
             * Default: full.
             */
            model?: 'full' | 'namespaced' | 'short';
            /** Namespace of the catalog. Default: default. */
            namespace?: string;
          };
          /**
           * Without `stateStore`: keys of labels that are carried over from Promises and requests;
           * `*` stands for any characters. Default: none.
           */
          labels?: string[];
          /**
           * Without `stateStore`: keys of annotations that are carried over, likewise. Default: none.
           */
          annotations?: string[];
          /** Without `stateStore`: tags of every entity. Default: none. */
          tags?: string[];
          /**
           * How many entities one read may remove. What goes beyond waits until a person with the
           * permission `kratix.ingestion.approve` releases it, or the entities come back; additions
           * and changes are not held up. Set to false to let every removal through.
           */
          removalGuard?:
            | boolean
            | {
                /** Share of the entities of this source, from 0 to 1. Default: 0.3. */
                share?: number;
                /** Removals that are always let through, however few entities there are. Default: 10. */
                atLeast?: number;
              };
        };
      };
    };
  };
}
