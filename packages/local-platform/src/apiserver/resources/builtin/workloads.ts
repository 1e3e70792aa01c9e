import type { KubeObject } from '../../../kube';
import { equalJson, isJsonObject, objectAt, stringAt } from '../../json';
import { FieldError, forbidden, invalid } from '../../fieldErrors';
import { defineBuiltin } from '../defineBuiltin';
import {
  anything,
  bool,
  conditions,
  integer,
  map,
  object,
  text,
  time,
} from '../schemaBuilders';
import { jobColumns, podColumns } from './podColumns';
import { podSpec, podStatus } from './podSchema';

export const pods = defineBuiltin({
  group: '',
  version: 'v1',
  resource: 'pods',
  kind: 'Pod',
  description:
    'Containers that run together; here each is a process of this machine.',
  shortNames: ['po'],
  categories: ['all'],
  hasStatus: true,
  schema: object({ spec: podSpec, status: podStatus }, ['spec']),
  columns: podColumns,
  selectableFields: {
    'spec.nodeName': one => stringAt(objectAt(one, 'spec'), 'nodeName'),
    'spec.restartPolicy': one =>
      stringAt(objectAt(one, 'spec'), 'restartPolicy'),
    'spec.serviceAccountName': one =>
      stringAt(objectAt(one, 'spec'), 'serviceAccountName'),
    'status.phase': one => stringAt(objectAt(one, 'status'), 'phase'),
  },
  prepareCreate(one) {
    const spec = objectAt(one, 'spec');
    spec.restartPolicy ??= 'Always';
    one.spec = spec;
    one.status = { phase: 'Pending' };
  },
});

const jobSpec = object(
  {
    parallelism: integer,
    completions: { ...integer, nullable: true },
    activeDeadlineSeconds: integer,
    backoffLimit: integer,
    backoffLimitPerIndex: integer,
    maxFailedIndexes: integer,
    podFailurePolicy: anything,
    podReplacementPolicy: text,
    successPolicy: anything,
    manualSelector: bool,
    managedBy: text,
    completionMode: text,
    suspend: bool,
    ttlSecondsAfterFinished: integer,
    selector: anything,
    template: object(
      {
        metadata: object({
          name: text,
          labels: map(text),
          annotations: map(text),
          creationTimestamp: time,
        }),
        spec: podSpec,
      },
      ['spec'],
    ),
  },
  ['template'],
);

const jobStatus = object({
  active: integer,
  ready: integer,
  succeeded: integer,
  failed: integer,
  terminating: integer,
  startTime: time,
  completionTime: time,
  completedIndexes: text,
  failedIndexes: text,
  conditions,
  uncountedTerminatedPods: anything,
});

/** Labels the Job's Pods so that they can be found, as Kubernetes does unless `manualSelector` is set. */
function selectPods(job: KubeObject): void {
  const spec = objectAt(job, 'spec');
  if (spec.manualSelector === true || !isJsonObject(spec.template)) return;
  const uid = job.metadata.uid ?? '';
  const metadata = objectAt(spec.template, 'metadata');
  metadata.labels = {
    ...objectAt(metadata, 'labels'),
    'controller-uid': uid,
    'job-name': job.metadata.name,
    'batch.kubernetes.io/controller-uid': uid,
    'batch.kubernetes.io/job-name': job.metadata.name,
  };
  spec.template.metadata = metadata;
  spec.selector = {
    matchLabels: { 'batch.kubernetes.io/controller-uid': uid },
  };
}

function validateJob(job: KubeObject, old?: KubeObject): FieldError[] {
  const spec = objectAt(job, 'spec');
  const policy = objectAt(objectAt(spec, 'template'), 'spec').restartPolicy;
  const errors: FieldError[] = [];
  if (policy !== 'OnFailure' && policy !== 'Never') {
    errors.push(
      invalid(
        'spec.template.spec.restartPolicy',
        policy ?? '',
        'supported values: "OnFailure", "Never"',
      ),
    );
  }
  if (old && !equalJson(spec.template, objectAt(old, 'spec').template)) {
    errors.push(forbidden('spec.template', 'field is immutable'));
  }
  return errors;
}

export const jobs = defineBuiltin({
  group: 'batch',
  version: 'v1',
  resource: 'jobs',
  kind: 'Job',
  description: 'Runs Pods until one of them has succeeded.',
  categories: ['all'],
  hasStatus: true,
  hasGeneration: true,
  schema: object({ spec: jobSpec, status: jobStatus }, ['spec']),
  columns: jobColumns,
  selectableFields: {
    'status.successful': one => String(objectAt(one, 'status').succeeded ?? 0),
  },
  prepareCreate(job) {
    const spec = objectAt(job, 'spec');
    spec.parallelism ??= 1;
    spec.completions ??= 1;
    spec.backoffLimit ??= 6;
    spec.completionMode ??= 'NonIndexed';
    spec.suspend ??= false;
    job.spec = spec;
    job.status = {};
    selectPods(job);
  },
  validate: validateJob,
});
