import { LoggerService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  Entity,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { AuthenticationError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  KratixAnnotations,
  RequestRef,
  stringifyRequestRef,
} from 'backstage-plugin-kratix-common';
import {
  isTransient,
  SIGN_IN_OVER,
  TaskContext,
  toCallError,
} from './KratixSession';
import { pause } from './pause';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;

/** The entity that stands for a request itself is there from the beginning. */
function isRequestItself({ metadata }: Entity, platform: string): boolean {
  return !!metadata.annotations?.[ANNOTATION_LOCATION]?.startsWith(
    `kratix:${platform}/requests/`,
  );
}

/**
 * Waits until the catalog holds an entity that carries the coordinates of a request, as the person
 * who started the task sees the catalog.
 *
 * @param options.kind - of the entity, in lower case; when left out any, but not the entity that
 * stands for the request itself
 * @returns its entity reference
 * @throws Error that says what has been reached when the time is over
 */
export async function waitForEntity(
  catalog: CatalogService,
  ref: RequestRef,
  options: { kind?: string; deadline: number },
  task: TaskContext & { logger: LoggerService },
): Promise<string> {
  const { kind, deadline } = options;
  const annotation = (key: string) => `metadata.annotations.${key}`;
  const filter = {
    ...(kind && { kind }),
    [annotation(KratixAnnotations.platform)]: ref.platform,
    [annotation(KratixAnnotations.promiseName)]: ref.promise,
    [annotation(KratixAnnotations.namespace)]: ref.namespace,
    [annotation(KratixAnnotations.name)]: ref.name,
  };
  const fields = [
    'kind',
    'metadata.namespace',
    'metadata.name',
    'metadata.annotations',
  ];
  const look = async (): Promise<Entity[]> => {
    const credentials = await task.getInitiatorCredentials();
    try {
      const found = await catalog.getEntities(
        { filter, fields },
        { credentials },
      );
      return found.items;
    } catch (thrown) {
      const error = toCallError(thrown);
      if (isTransient(error)) {
        task.logger.warn(`Waiting goes on: ${error}`);
        return [];
      }
      throw error instanceof AuthenticationError
        ? new AuthenticationError(
            `The catalog does not show request ${stringifyRequestRef(
              ref,
            )} yet, and ${SIGN_IN_OVER}`,
          )
        : error;
    }
  };
  task.logger.info('Waiting for the catalog to show it');
  for (
    let wait = FIRST_PAUSE_MS;
    ;
    wait = Math.min(wait * 1.5, LONGEST_PAUSE_MS)
  ) {
    const items = await look();
    const found = kind
      ? items.at(0)
      : items.find(item => !isRequestItself(item, ref.platform));
    if (found) {
      const entityRef = stringifyEntityRef(found);
      task.logger.info(`The catalog shows ${entityRef}`);
      return entityRef;
    }
    if (Date.now() >= deadline) {
      throw new Error(
        `Request ${stringifyRequestRef(
          ref,
        )} is fulfilled and its files are written, but the catalog does not show ${
          kind ? `its ${kind}` : 'an entity of it'
        } in time. It may still appear; GET /api/catalog/kratix/ingestion tells whether the file was rejected.`,
      );
    }
    await pause(
      Math.min(wait, Math.max(0, deadline - Date.now())),
      task.signal,
    );
  }
}
