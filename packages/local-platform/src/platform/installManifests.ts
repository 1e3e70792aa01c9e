import { KubeClient, KubeObject } from '../kube';
import { messageOf } from '../pipelines/text';
import { applyObject, ApplyResult } from './applyObject';
import { PlatformLogger } from './PlatformLogger';
import { readManifests } from './readManifests';
import { resourceTypeOf } from './resourceTypeOf';

/** Applies objects one after another. @throws KubeStatusError for the first that is refused. */
export async function installManifests(
  client: KubeClient,
  objects: KubeObject[],
): Promise<ApplyResult[]> {
  const results: ApplyResult[] = [];
  for (const object of objects) {
    const type = await resourceTypeOf(client, object);
    results.push(await applyObject(client, type, object));
  }
  return results;
}

/**
 * Applies the objects of files. What cannot be read or is refused is told to the logger, with its file
 * and the reason, and the rest goes on.
 */
export async function installFiles(
  client: KubeClient,
  files: string[],
  logger: PlatformLogger,
): Promise<void> {
  for (const file of files) {
    try {
      for (const object of await readManifests(file)) {
        const label = `${object.kind} ${object.metadata.name}`;
        try {
          const [result] = await installManifests(client, [object]);
          logger.info(`${label} ${result}`);
        } catch (error) {
          logger.error(`${file}: ${label} is refused: ${messageOf(error)}`);
        }
      }
    } catch (error) {
      logger.error(messageOf(error));
    }
  }
}
