import { readdir } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { z } from 'zod';
import { KubeClient, KubeObject } from '../../kube';
import { BuiltinContainerContext } from '../../pipelines/builtin';
import { KratixConfig } from '../config';
import { SYSTEM_NAMESPACE, labels } from '../constants';
import { timestamp } from '../conditions';
import { InvalidInputError } from '../errors';
import { promiseLabels, selectorOf } from '../model/objects';
import { GroupSelector } from '../model/work';
import { randomName } from '../names';
import { resourceTypes } from '../resourceTypes';
import { readDestinationSelectors, readWorkflowControl } from './metadataFiles';
import { readOutput, readRegularFile } from './readOutput';
import { workloadGroups } from './workloadGroups';

const promiseSelectorsSchema = z
  .array(z.object({ matchLabels: z.record(z.string()), source: z.string() }))
  .nullish();

interface WorkArguments {
  promise: string;
  pipeline: string;
  namespace: string;
  workflow: 'resource' | 'promise';
  resource: string;
  resourceNamespace: string;
}

function readArguments(args: string[]): WorkArguments {
  const text = { type: 'string', default: '' } as const;
  const { values } = parseArgs({
    args,
    strict: true,
    options: {
      'input-directory': text,
      'promise-name': text,
      'pipeline-name': text,
      namespace: text,
      'workflow-type': text,
      'resource-name': text,
      'resource-namespace': text,
    },
  });
  return {
    promise: values['promise-name'],
    pipeline: values['pipeline-name'],
    namespace: values.namespace || SYSTEM_NAMESPACE,
    workflow: values['workflow-type'] === 'resource' ? 'resource' : 'promise',
    resource: values['resource-name'],
    resourceNamespace: values['resource-namespace'],
  };
}

function workLabels(args: WorkArguments): Record<string, string> {
  return {
    ...promiseLabels(args.promise),
    [labels.workType]: args.workflow,
    [labels.pipelineName]: args.pipeline,
    ...(args.resource && { [labels.resourceName]: args.resource }),
    ...(args.resourceNamespace && {
      [labels.resourceNamespace]: args.resourceNamespace,
    }),
  };
}

async function readPromiseSelectors(
  context: BuiltinContainerContext,
): Promise<GroupSelector[]> {
  const content = await readRegularFile(
    context.mounts('/work-creator-files/kratix-system/promise-scheduling'),
    'promise-scheduling',
    1024 * 1024,
  );
  return (
    promiseSelectorsSchema.parse(
      content ? parse(content.toString('utf8')) : [],
    ) ?? []
  );
}

async function rootDirectories(root: string): Promise<string[]> {
  const entries = await readdir(root, { withFileTypes: true });
  return entries.filter(entry => entry.isDirectory()).map(entry => entry.name);
}

async function storeWork(
  client: KubeClient,
  args: WorkArguments,
  spec: Record<string, unknown>,
): Promise<string> {
  const wantedLabels = workLabels(args);
  const existing: KubeObject[] = await client.list(resourceTypes.works, {
    namespace: args.namespace,
    labelSelector: selectorOf(wantedLabels),
  });
  const current = existing.find(work => !work.metadata.deletionTimestamp);
  if (current) {
    // Without a resourceVersion the write does not mind that the scheduler wrote a status meanwhile.
    const { resourceVersion, ...metadata } = current.metadata;
    await client.update(resourceTypes.works, { ...current, metadata, spec });
    return `Work ${current.metadata.name} updated`;
  }
  const identifier = [
    args.promise,
    ...(args.workflow === 'resource'
      ? [args.resource, args.resourceNamespace]
      : []),
    args.pipeline,
  ]
    .filter(part => part !== '')
    .join('-');
  const created = await client.create(resourceTypes.works, {
    apiVersion: 'platform.kratix.io/v1alpha1',
    kind: 'Work',
    metadata: {
      name: randomName(identifier),
      namespace: args.namespace,
      labels: wantedLabels,
    },
    spec,
  });
  return `Work ${created.metadata.name} created`;
}

/** The container work-writer: turns a pipeline's output into a Work. */
export async function workWriter(
  context: BuiltinContainerContext,
  client: KubeClient,
  config: KratixConfig,
  now: () => Date,
): Promise<void> {
  const args = readArguments(context.args.slice(1));
  const metadata = context.mounts('/work-creator-files/metadata');
  const selectors = await readDestinationSelectors(metadata);
  if (await readWorkflowControl(metadata)) {
    context.log(
      'workflow-control.yaml asks to suspend or retry; no Work is written',
    );
    return;
  }
  const root = context.mounts('/work-creator-files/input');
  const files = await readOutput(root, config.outputLimits);
  const groups = workloadGroups({
    files,
    directories: await rootDirectories(root),
    selectors,
    promiseSelectors: await readPromiseSelectors(context),
    workflow: args.workflow,
  });
  const spec = {
    promiseName: args.promise,
    resourceName: args.resource,
    lastExecutionTimestamp: timestamp(now()),
    workloadGroups: groups,
  };
  const bytes = JSON.stringify(spec).length;
  if (bytes > config.outputLimits.workBytes) {
    throw new InvalidInputError(
      `the output of ${files.length} files makes a Work of ${bytes} bytes, compressed; at most ${config.outputLimits.workBytes} can be stored`,
    );
  }
  context.signal.throwIfAborted();
  context.log(await storeWork(client, args, spec));
}
