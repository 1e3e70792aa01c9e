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
           * Reads entities that Promises wrote into a state store.
           */
          stateStore?: {
            /**
             * Name of the Destination whose files are read. Its state store on the platform says
             * where they are; the settings below replace single parts of that.
             */
            destination: string;
            /**
             * Address of the Git repository as seen from Backstage, where it is not the one that
             * the cluster uses: `https://…`, `http://…` or `file:…`. Without credentials.
             */
            url?: string;
            /** Default: the branch of the state store. */
            branch?: string;
            /**
             * Folder of the repository that is read; `/` for all of it. Default: the path of the state store and of
             * the Destination.
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
          };
          /**
           * How often the store is read without a reason to. A placement that is written, changed
           * or deleted leads to a read at once, whatever is set here. Default: every 30 minutes.
           */
          schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
          /** Kinds of entities that are taken; `Location` never. Default: Group and User. */
          kinds?: string[];
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
