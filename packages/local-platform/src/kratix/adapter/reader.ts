import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stringify } from 'yaml';
import { KubeClient } from '../../kube';
import { BuiltinContainerContext } from '../../pipelines/builtin';
import { readPipelineObject } from './statusWriter';

const SHOWN = 500;

/** The container reader: gives the pipeline the object that it runs for. */
export async function reader(
  context: BuiltinContainerContext,
  client: KubeClient,
): Promise<void> {
  const object = await readPipelineObject(client, context.env);
  const text = stringify(object, { lineWidth: 0 });
  await writeFile(
    path.join(context.mounts('/kratix/input'), 'object.yaml'),
    text,
  );
  context.log(
    'Object file written to: /kratix/input/object.yaml head of file:',
  );
  for (const line of text.slice(0, SHOWN).split('\n')) {
    context.log(line);
  }
}
