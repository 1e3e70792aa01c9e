import { AdmissionCheck, KubeClient, KubeObject } from '../../kube';
import { SYSTEM_NAMESPACE, annotations } from '../constants';
import { formatGoDuration, parseGoDuration } from '../duration';
import { InvalidInputError, messageOf } from '../errors';
import { isJsonObject, sameJson } from '../json';
import { Pipeline, WorkflowAction, WorkflowType } from '../model/pipeline';
import { BoundPromise, PromiseApi, readPromise } from '../model/promise';
import { listRevisions, versionOf } from '../model/revisions';
import { resourceTypes } from '../resourceTypes';
import { defaultKratixConfig } from '../config';
import { pipelineObjects } from '../workflow/pipelineJob';
import { pipelineId } from '../workflow/pipelineRun';
import { MIN_RECONCILIATION_INTERVAL } from '../workflow/reconciliationInterval';
import { deny } from './deny';

const WEBHOOK = 'vpromise.kb.io';
const MAX_ID = 60;
const LABEL_VALUE = /^(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?$/;
const LABEL_KEY =
  /^(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?\/)?[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;

function checkInterval(field: string, text: string): void {
  let interval: number;
  try {
    interval = parseGoDuration(text);
  } catch (error) {
    throw new InvalidInputError(
      `${field}: Invalid value: ${JSON.stringify(text)}: ${messageOf(error)}`,
      { cause: error },
    );
  }
  if (interval < MIN_RECONCILIATION_INTERVAL) {
    throw new InvalidInputError(
      `${field}: Invalid value: ${JSON.stringify(
        formatGoDuration(interval),
      )}: must be at least ${formatGoDuration(MIN_RECONCILIATION_INTERVAL)}`,
    );
  }
}

async function checkCrd(client: KubeClient, api: PromiseApi): Promise<void> {
  const type = resourceTypes.customResourceDefinitions;
  const { name } = api.crd.metadata;
  const existing = await client.get(type, name);
  const candidate: KubeObject = {
    apiVersion: api.crd.apiVersion,
    kind: api.crd.kind,
    metadata: { name },
    spec: api.crd.spec,
  };
  try {
    if (existing) {
      await client.update(
        type,
        { ...existing, spec: api.crd.spec },
        { dryRun: true },
      );
    } else {
      await client.create(type, candidate, { dryRun: true });
    }
  } catch (error) {
    throw new InvalidInputError(
      `invalid CRD${existing ? ' changes' : ''}: ${messageOf(error)}`,
      { cause: error },
    );
  }
  if (!existing && api.crd.spec.scope !== 'Namespaced') {
    throw new InvalidInputError(
      `promise api needs to be namespace scoped; spec.api.spec.scope cannot be: ${api.crd.spec.scope}`,
    );
  }
}

function checkPipelineLabels(pipeline: Pipeline, where: string): void {
  for (const [key, value] of Object.entries(pipeline.metadata.labels ?? {})) {
    if (!LABEL_VALUE.test(value)) {
      throw new InvalidInputError(
        `invalid label value ${JSON.stringify(value)} for key ${JSON.stringify(
          key,
        )} in ${where}`,
      );
    }
    if (!LABEL_KEY.test(key)) {
      throw new InvalidInputError(
        `invalid label key ${JSON.stringify(key)} in ${where}`,
      );
    }
  }
}

function exampleObject(object: KubeObject): KubeObject {
  return {
    apiVersion: object.apiVersion,
    kind: object.kind,
    metadata: {
      name: 'webhook-dry-run',
      namespace: SYSTEM_NAMESPACE,
      uid: '00000000-0000-0000-0000-000000000000',
    },
  };
}

async function checkWorkflow(
  client: KubeClient,
  promise: BoundPromise,
  object: KubeObject,
  type: WorkflowType,
  action: WorkflowAction,
): Promise<void> {
  const seen = new Set<string>();
  for (const pipeline of promise.spec.pipelines[type][action]) {
    const { name } = pipeline.metadata;
    checkPipelineLabels(pipeline, `workflow "${type}" action "${action}"`);
    if (seen.has(name)) {
      throw new InvalidInputError(
        `duplicate pipeline name "${name}" in workflow "${type}" action "${action}"`,
      );
    }
    seen.add(name);
    if (pipelineId({ promise, type, action, pipeline }).length > MAX_ID) {
      throw new InvalidInputError(
        `${type}.${action} pipeline with name "${name}" is too long. The name is used when generating resources for the pipeline, including the ServiceAccount which follows the format of "${promise.name}-${type}-${action}-${name}", which cannot be longer than ${MAX_ID} characters in total`,
      );
    }
    const isForRequest = type === 'resource';
    const { job } = pipelineObjects(
      {
        promise,
        pipeline,
        type,
        action,
        object: isForRequest ? exampleObject(object) : object,
        crd: {
          type:
            (isForRequest && promise.spec.api?.type) || resourceTypes.promises,
          clusterScoped: !isForRequest,
        },
        namespace: SYSTEM_NAMESPACE,
        last: true,
      },
      defaultKratixConfig,
    );
    try {
      const { ownerReferences, ...metadata } = job.metadata;
      await client.create(
        resourceTypes.jobs,
        { ...job, metadata },
        { dryRun: true },
      );
    } catch (error) {
      throw new InvalidInputError(
        `\n${type}.${action} pipeline with name ${name} failed to generate Job definition: \n${messageOf(
          error,
        )}`,
        { cause: error },
      );
    }
  }
}

async function requirementWarnings(
  client: KubeClient,
  promise: BoundPromise,
): Promise<string[]> {
  const warnings: string[] = [];
  for (const { name, version } of promise.spec.requiredPromises) {
    if (!(await client.get(resourceTypes.promises, name))) {
      warnings.push(
        `Required Promise "${name}" at version "${version}" not installed`,
      );
    } else if (version !== '') {
      const revisions = await listRevisions(client, name);
      if (!revisions.some(revision => versionOf(revision) === version)) {
        warnings.push(
          `Required Promise "${name}" installed, but no revision found at version "${version}"`,
        );
      }
    }
  }
  return warnings.length > 0
    ? [
        ...warnings,
        'Promise will not be available until the above issue(s) is resolved',
      ]
    : [];
}

/** The API as the author wrote it, also where it is not a valid one. */
function rawApi(object: KubeObject): Record<string, unknown> | undefined {
  const spec = isJsonObject(object.spec) ? object.spec : {};
  return isJsonObject(spec.api) && Object.keys(spec.api).length > 0
    ? spec.api
    : undefined;
}

function checkApiChange(object: KubeObject, old: KubeObject): void {
  const before = rawApi(old);
  const after = rawApi(object);
  if (!before) {
    return;
  }
  if (!after) {
    throw new InvalidInputError('cannot remove API from existing promise');
  }
  const at = (value: unknown, key: string) =>
    isJsonObject(value) ? value[key] : undefined;
  const faults: string[] = [];
  const immutable = (field: string, from: unknown, to: unknown) => {
    if (!sameJson(from, to)) {
      faults.push(
        `* ${field}: Invalid value: ${JSON.stringify(
          to ?? '',
        )}: field is immutable`,
      );
    }
  };
  immutable(
    'spec.api.metadata.name',
    at(before.metadata, 'name'),
    at(after.metadata, 'name'),
  );
  immutable('spec.api.kind', before.kind, after.kind);
  immutable('spec.api.apiVersion', before.apiVersion, after.apiVersion);
  immutable(
    'spec.api.spec.names',
    at(before.spec, 'names'),
    at(after.spec, 'names'),
  );
  if (faults.length > 0) {
    throw new InvalidInputError(
      `promises.platform.kratix.io ${JSON.stringify(
        object.metadata.name,
      )} was not valid:\n${faults.join('\n')}`,
    );
  }
}

/** Checks Promises as Kratix' webhook does: their API, pipelines, intervals and what must not change. */
export function checkPromise(client: KubeClient): AdmissionCheck {
  return async ({ operation, object, oldObject }) => {
    if (operation === 'DELETE') {
      return undefined;
    }
    const isSpecKept =
      oldObject !== undefined && sameJson(object.spec, oldObject.spec);
    const key = annotations.reconciliationInterval;
    const interval = object.metadata.annotations?.[key];
    try {
      if (
        interval !== undefined &&
        interval !== oldObject?.metadata.annotations?.[key]
      ) {
        checkInterval(`metadata.annotations[${key}]`, interval);
      }
      if (isSpecKept) {
        return undefined;
      }
      if (oldObject) {
        checkApiChange(object, oldObject);
      }
      const promise = readPromise(object);
      const { api, reconciliationInterval } = promise.spec;
      if (api) {
        await checkCrd(client, api);
      }
      for (const type of ['resource', 'promise'] as const) {
        for (const action of ['configure', 'delete'] as const) {
          await checkWorkflow(client, promise, object, type, action);
        }
      }
      if (reconciliationInterval) {
        checkInterval(
          'spec.workflows.config.reconciliationInterval',
          reconciliationInterval,
        );
      }
      return { warnings: await requirementWarnings(client, promise) };
    } catch (error) {
      throw deny(WEBHOOK, messageOf(error));
    }
  };
}
