import { stringify } from 'yaml';
import { KubeObject, OwnerReference } from '../../kube';
import { KratixConfig } from '../config';
import { annotations } from '../constants';
import { JsonObject } from '../json';
import { promiseLabels } from '../model/objects';
import { randomName } from '../names';
import { pipelineRbac } from './pipelineRbac';
import {
  PipelineRun,
  distinguishingNamespace,
  jobLabels,
  pipelineId,
} from './pipelineRun';

/** The objects that one run of a pipeline needs. */
export interface PipelineObjects {
  /** ServiceAccount, ConfigMap and RBAC, shared by all runs of the pipeline. */
  shared: KubeObject[];
  job: KubeObject;
}

const USER_MOUNTS = [
  { mountPath: '/kratix/input', name: 'shared-input', readOnly: true },
  { mountPath: '/kratix/output', name: 'shared-output' },
  { mountPath: '/kratix/metadata', name: 'shared-metadata' },
];

function environment(run: PipelineRun): JsonObject[] {
  const { object, crd } = run;
  const values: Record<string, string> = {
    KRATIX_WORKFLOW_ACTION: run.action,
    KRATIX_WORKFLOW_TYPE: run.type,
    KRATIX_PROMISE_NAME: run.promise.name,
    KRATIX_PIPELINE_NAME: run.pipeline.metadata.name,
    KRATIX_OBJECT_KIND: object.kind,
    KRATIX_OBJECT_GROUP: crd.type.group,
    KRATIX_OBJECT_VERSION: object.apiVersion.split('/').pop() ?? '',
    KRATIX_OBJECT_NAME: object.metadata.name,
    KRATIX_OBJECT_NAMESPACE: object.metadata.namespace ?? '',
    KRATIX_CRD_PLURAL: crd.type.resource,
    KRATIX_CLUSTER_SCOPED: String(crd.clusterScoped),
  };
  return Object.entries(values).map(([name, value]) => ({ name, value }));
}

function adapterContainer(
  config: KratixConfig,
  name: string,
  args: string[],
  env: JsonObject[],
  volumeMounts: JsonObject[],
): JsonObject {
  return {
    name,
    image: config.pipelineAdapterImage,
    command: ['/bin/pipeline-adapter'],
    args,
    env,
    volumeMounts,
  };
}

function containers(
  run: PipelineRun,
  config: KratixConfig,
): { initContainers: JsonObject[]; containers: JsonObject[] } {
  const env = environment(run);
  const reader = adapterContainer(config, 'reader', ['reader'], env, [
    { mountPath: '/kratix/input', name: 'shared-input' },
    { mountPath: '/kratix/output', name: 'shared-output' },
  ]);
  const steps: JsonObject[] = run.pipeline.spec.containers.map(container => ({
    ...container,
    env: [...env, ...(container.env ?? [])],
    volumeMounts: [...USER_MOUNTS, ...(container.volumeMounts ?? [])],
  }));
  const requestNamespace = distinguishingNamespace(run);
  const workWriter = adapterContainer(
    config,
    'work-writer',
    [
      'work-creator',
      '--input-directory',
      '/work-creator-files',
      '--promise-name',
      run.promise.name,
      '--pipeline-name',
      run.pipeline.metadata.name,
      '--namespace',
      run.namespace,
      '--workflow-type',
      run.type,
      ...(run.type === 'resource'
        ? ['--resource-name', run.object.metadata.name]
        : []),
      ...(requestNamespace ? ['--resource-namespace', requestNamespace] : []),
    ],
    [],
    [
      { mountPath: '/work-creator-files/input', name: 'shared-output' },
      { mountPath: '/work-creator-files/metadata', name: 'shared-metadata' },
      {
        mountPath: '/work-creator-files/kratix-system',
        name: 'promise-scheduling',
      },
    ],
  );
  const statusWriter = adapterContainer(
    config,
    'status-writer',
    ['update-status'],
    [{ name: 'IS_LAST_PIPELINE', value: String(run.last) }, ...env],
    [{ mountPath: '/work-creator-files/metadata', name: 'shared-metadata' }],
  );
  return {
    initContainers: [
      reader,
      ...steps,
      ...(run.action === 'configure' ? [workWriter] : []),
    ],
    containers: [statusWriter],
  };
}

function selectorsConfigMap(run: PipelineRun): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: `destination-selectors-${run.promise.name}`,
      namespace: run.namespace,
      labels: promiseLabels(run.promise.name),
    },
    data: {
      destinationSelectors: stringify(
        run.promise.spec.destinationSelectors.map(({ matchLabels }) => ({
          matchLabels,
          source: 'promise',
        })),
      ),
    },
  };
}

function ownerReferences(run: PipelineRun): OwnerReference[] {
  const { object } = run;
  const reference: OwnerReference = {
    apiVersion: object.apiVersion,
    kind: object.kind,
    name: object.metadata.name,
    uid: object.metadata.uid ?? '',
  };
  if (run.type === 'promise') {
    return [{ ...reference, controller: true, blockOwnerDeletion: true }];
  }
  return object.metadata.namespace === run.namespace ? [reference] : [];
}

function jobName(run: PipelineRun, uuid?: () => string): string {
  const parts = ['kratix', run.promise.name];
  if (run.type === 'resource') {
    parts.push(run.object.metadata.name);
    const namespace = distinguishingNamespace(run);
    if (namespace) {
      parts.push(namespace);
    }
  }
  return randomName([...parts, run.pipeline.metadata.name].join('-'), uuid);
}

/** The Job of one run of a pipeline, and the objects that it needs beside it. */
export function pipelineObjects(
  run: PipelineRun,
  config: KratixConfig,
  uuid?: () => string,
): PipelineObjects {
  const { pipeline, object } = run;
  const serviceAccount = pipeline.spec.rbac?.serviceAccount || pipelineId(run);
  const configures = run.action === 'configure';
  const podLabels = jobLabels(run);
  const backoffLimit =
    pipeline.spec.jobOptions?.backoffLimit ?? config.defaultBackoffLimit;
  return {
    shared: [
      {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: {
          name: serviceAccount,
          namespace: run.namespace,
          labels: promiseLabels(run.promise.name),
        },
      },
      ...(configures ? [selectorsConfigMap(run)] : []),
      ...pipelineRbac(run, serviceAccount),
    ],
    job: {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: {
        name: jobName(run, uuid),
        namespace: run.namespace,
        labels: podLabels,
        annotations: {
          [annotations.jobResourceNamespace]: object.metadata.namespace ?? '',
          [annotations.jobResourceName]: object.metadata.name,
          [annotations.jobResourceKind]: object.kind,
          [annotations.jobResourceApiVersion]: object.apiVersion,
        },
        ownerReferences: ownerReferences(run),
      },
      spec: {
        ...(backoffLimit !== undefined && { backoffLimit }),
        template: {
          metadata: {
            labels: podLabels,
            annotations: pipeline.metadata.annotations ?? {},
          },
          spec: {
            ...containers(run, config),
            restartPolicy: pipeline.spec.restartPolicy ?? 'OnFailure',
            serviceAccountName: serviceAccount,
            ...(pipeline.spec.imagePullSecrets && {
              imagePullSecrets: pipeline.spec.imagePullSecrets,
            }),
            ...(pipeline.spec.nodeSelector && {
              nodeSelector: pipeline.spec.nodeSelector,
            }),
            ...(pipeline.spec.tolerations && {
              tolerations: pipeline.spec.tolerations,
            }),
            volumes: [
              ...(configures
                ? [
                    {
                      name: 'promise-scheduling',
                      configMap: {
                        name: `destination-selectors-${run.promise.name}`,
                        items: [
                          {
                            key: 'destinationSelectors',
                            path: 'promise-scheduling',
                          },
                        ],
                      },
                    },
                  ]
                : []),
              { name: 'shared-input', emptyDir: {} },
              { name: 'shared-output', emptyDir: {} },
              { name: 'shared-metadata', emptyDir: {} },
              ...(pipeline.spec.volumes ?? []),
            ],
          },
        },
      },
    },
  };
}
