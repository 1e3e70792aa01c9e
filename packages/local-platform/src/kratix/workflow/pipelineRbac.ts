import { KubeObject } from '../../kube';
import { labels } from '../constants';
import { JsonObject } from '../json';
import { promiseLabels } from '../model/objects';
import { deterministicName } from '../names';
import { PipelineRun, pipelineId } from './pipelineRun';

const RBAC = 'rbac.authorization.k8s.io';
const RBAC_VERSION = `${RBAC}/v1`;
const RESOURCE_NAMESPACE = labels.resourceNamespace;
const ALL_NAMESPACES = 'kratix_all_namespaces';
const WRITER_VERBS = ['get', 'list', 'update', 'create', 'patch'];

function requestRules(run: PipelineRun): JsonObject[] {
  const { type } = run.crd;
  return [
    {
      apiGroups: [type.group],
      resources: [type.resource, `${type.resource}/status`],
      verbs: WRITER_VERBS,
    },
  ];
}

function userLabels(run: PipelineRun): Record<string, string> {
  return {
    ...promiseLabels(run.promise.name),
    [labels.pipelineName]: run.pipeline.metadata.name,
    [labels.pipelineNamespace]: run.namespace,
    [labels.workflowType]: run.type,
    [labels.workflowAction]: run.action,
  };
}

function object(
  kind: string,
  metadata: KubeObject['metadata'],
  rest: JsonObject,
): KubeObject {
  return { apiVersion: RBAC_VERSION, kind, metadata, ...rest };
}

function userRoles(run: PipelineRun): {
  roles: KubeObject[];
  clusterRoles: KubeObject[];
} {
  const id = pipelineId(run);
  const own: JsonObject[] = [];
  const elsewhere = new Map<string, JsonObject[]>();
  for (const permission of run.pipeline.spec.rbac?.permissions ?? []) {
    const { resourceNamespace, ...rule } = permission;
    if (resourceNamespace) {
      elsewhere.set(resourceNamespace, [
        ...(elsewhere.get(resourceNamespace) ?? []),
        rule,
      ]);
    } else {
      own.push(rule);
    }
  }
  return {
    roles:
      own.length > 0
        ? [
            object(
              'Role',
              {
                name: deterministicName(id),
                namespace: run.namespace,
                labels: userLabels(run),
              },
              { rules: own },
            ),
          ]
        : [],
    clusterRoles: [...elsewhere].map(([namespace, rules]) =>
      object(
        'ClusterRole',
        {
          name: deterministicName(
            `${id}-${namespace === '*' ? 'kratix-all-namespaces' : namespace}`,
          ),
          labels: {
            ...userLabels(run),
            [RESOURCE_NAMESPACE]:
              namespace === '*' ? ALL_NAMESPACES : namespace,
          },
        },
        { rules },
      ),
    ),
  };
}

/**
 * The roles and bindings of a pipeline's ServiceAccount: for what Kratix does in its Pod, and for what
 * the author allows it.
 */
export function pipelineRbac(
  run: PipelineRun,
  serviceAccount: string,
): KubeObject[] {
  const id = pipelineId(run);
  const shared = promiseLabels(run.promise.name);
  const user = userRoles(run);
  const roles = [...user.roles];
  const clusterRoles = [...user.clusterRoles];
  if (run.type === 'resource') {
    roles.unshift(
      object(
        'Role',
        { name: id, namespace: run.namespace, labels: shared },
        {
          rules: [
            ...requestRules(run),
            {
              apiGroups: ['platform.kratix.io'],
              resources: ['works'],
              verbs: ['*'],
            },
          ],
        },
      ),
    );
    if (run.namespace !== run.object.metadata.namespace) {
      clusterRoles.unshift(
        object(
          'ClusterRole',
          { name: `${id}-${run.object.metadata.namespace}`, labels: shared },
          { rules: requestRules(run) },
        ),
      );
    }
  } else {
    clusterRoles.unshift(
      object(
        'ClusterRole',
        { name: id, labels: shared },
        {
          rules: [
            {
              apiGroups: ['platform.kratix.io'],
              resources: ['promises', 'promises/status', 'works'],
              verbs: WRITER_VERBS,
            },
          ],
        },
      ),
    );
  }

  const subjects = [
    { kind: 'ServiceAccount', name: serviceAccount, namespace: run.namespace },
  ];
  const roleRef = (role: KubeObject) => ({
    apiGroup: RBAC,
    kind: role.kind,
    name: role.metadata.name,
  });
  const forServiceAccount = deterministicName(`${id}-${run.namespace}`);
  const bindings = roles.map(role =>
    object('RoleBinding', role.metadata, { roleRef: roleRef(role), subjects }),
  );
  for (const role of clusterRoles) {
    const where = role.metadata.labels?.[RESOURCE_NAMESPACE];
    if (where && where !== ALL_NAMESPACES) {
      bindings.push(
        object(
          'RoleBinding',
          {
            name: forServiceAccount,
            namespace: where,
            labels: role.metadata.labels,
          },
          { roleRef: roleRef(role), subjects },
        ),
      );
    } else {
      bindings.push(
        object(
          'ClusterRoleBinding',
          {
            name: where ? forServiceAccount : role.metadata.name,
            labels: where ? userLabels(run) : shared,
          },
          { roleRef: roleRef(role), subjects },
        ),
      );
    }
  }
  return [...roles, ...clusterRoles, ...bindings];
}
