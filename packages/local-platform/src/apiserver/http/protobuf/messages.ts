import type { FieldType, Message } from './decodeMessage';

function message(fields: Message['fields']): Message {
  return { fields };
}

function many(type: FieldType): FieldType {
  return { repeated: type };
}

const strings = many('string');
const stringMap: FieldType = { map: 'string' };

const ownerReference = message({
  1: ['kind', 'string'],
  3: ['name', 'string'],
  4: ['uid', 'string'],
  5: ['apiVersion', 'string'],
  6: ['controller', 'bool'],
  7: ['blockOwnerDeletion', 'bool'],
});

const metadata = message({
  1: ['name', 'string'],
  2: ['generateName', 'string'],
  3: ['namespace', 'string'],
  4: ['selfLink', 'string'],
  5: ['uid', 'string'],
  6: ['resourceVersion', 'string'],
  7: ['generation', 'count'],
  8: ['creationTimestamp', 'time'],
  9: ['deletionTimestamp', 'time'],
  10: ['deletionGracePeriodSeconds', 'integer'],
  11: ['labels', stringMap],
  12: ['annotations', stringMap],
  13: ['ownerReferences', many(ownerReference)],
  14: ['finalizers', strings],
});

const reference = message({ 1: ['name', 'string'] });

const container = message({
  1: ['name', 'string'],
  2: ['image', 'string'],
  3: ['command', strings],
  4: ['args', strings],
  5: ['workingDir', 'string'],
  7: ['env', many(message({ 1: ['name', 'string'], 2: ['value', 'string'] }))],
  8: [
    'resources',
    message({
      1: ['limits', { map: 'quantity' }],
      2: ['requests', { map: 'quantity' }],
    }),
  ],
  13: ['terminationMessagePath', 'string'],
  14: ['imagePullPolicy', 'string'],
  16: ['stdin', 'flag'],
  17: ['stdinOnce', 'flag'],
  18: ['tty', 'flag'],
  20: ['terminationMessagePolicy', 'string'],
});

const podSpec = message({
  2: ['containers', many(container)],
  3: ['restartPolicy', 'string'],
  4: ['terminationGracePeriodSeconds', 'integer'],
  5: ['activeDeadlineSeconds', 'integer'],
  6: ['dnsPolicy', 'string'],
  7: ['nodeSelector', stringMap],
  8: ['serviceAccountName', 'string'],
  9: ['serviceAccount', 'string'],
  10: ['nodeName', 'string'],
  11: ['hostNetwork', 'flag'],
  12: ['hostPID', 'flag'],
  13: ['hostIPC', 'flag'],
  14: ['securityContext', message({})],
  15: ['imagePullSecrets', many(reference)],
  16: ['hostname', 'string'],
  17: ['subdomain', 'string'],
  19: ['schedulerName', 'string'],
  20: ['initContainers', many(container)],
  24: ['priorityClassName', 'string'],
});

const job = message({
  1: ['metadata', metadata],
  2: [
    'spec',
    message({
      1: ['parallelism', 'integer'],
      2: ['completions', 'integer'],
      3: ['activeDeadlineSeconds', 'integer'],
      4: ['selector', message({ 1: ['matchLabels', stringMap] })],
      5: ['manualSelector', 'bool'],
      6: [
        'template',
        message({ 1: ['metadata', metadata], 2: ['spec', podSpec] }),
      ],
      7: ['backoffLimit', 'integer'],
      8: ['ttlSecondsAfterFinished', 'integer'],
      9: ['completionMode', 'string'],
      10: ['suspend', 'bool'],
    }),
  ],
  3: [
    'status',
    message({
      4: ['active', 'count'],
      5: ['succeeded', 'count'],
      6: ['failed', 'count'],
      7: ['completedIndexes', 'string'],
    }),
  ],
});

const rule = message({
  1: ['verbs', strings],
  2: ['apiGroups', strings],
  3: ['resources', strings],
  4: ['resourceNames', strings],
  5: ['nonResourceURLs', strings],
});
const role = message({ 1: ['metadata', metadata], 2: ['rules', many(rule)] });
const binding = message({
  1: ['metadata', metadata],
  2: [
    'subjects',
    many(
      message({
        1: ['kind', 'string'],
        2: ['apiGroup', 'string'],
        3: ['name', 'string'],
        4: ['namespace', 'string'],
      }),
    ),
  ],
  3: [
    'roleRef',
    message({
      1: ['apiGroup', 'string'],
      2: ['kind', 'string'],
      3: ['name', 'string'],
    }),
  ],
});

const asked: FieldType = message({
  1: ['namespace', 'string'],
  2: ['verb', 'string'],
  3: ['group', 'string'],
  4: ['version', 'string'],
  5: ['resource', 'string'],
  6: ['subresource', 'string'],
  7: ['name', 'string'],
});
const accessReview = message({
  1: ['metadata', metadata],
  2: [
    'spec',
    message({
      1: ['resourceAttributes', asked],
      2: [
        'nonResourceAttributes',
        message({ 1: ['path', 'string'], 2: ['verb', 'string'] }),
      ],
    }),
  ],
  3: [
    'status',
    message({
      1: ['allowed', 'flag'],
      2: ['reason', 'string'],
      3: ['evaluationError', 'string'],
      4: ['denied', 'flag'],
    }),
  ],
});
const rulesReview = message({
  1: ['metadata', metadata],
  2: ['spec', message({ 1: ['namespace', 'string'] })],
  3: [
    'status',
    message({ 3: ['incomplete', 'flag'], 4: ['evaluationError', 'string'] }),
  ],
});
const userReview = message({
  1: ['metadata', metadata],
  2: [
    'status',
    message({
      1: [
        'userInfo',
        message({ 1: ['username', 'string'], 2: ['uid', 'string'] }),
      ],
    }),
  ],
});
const tokenRequest = message({
  1: ['metadata', metadata],
  2: [
    'spec',
    message({
      1: ['audiences', strings],
      3: [
        'boundObjectRef',
        message({
          1: ['kind', 'string'],
          2: ['apiVersion', 'string'],
          3: ['name', 'string'],
          4: ['uid', 'string'],
        }),
      ],
      4: ['expirationSeconds', 'count'],
    }),
  ],
  3: [
    'status',
    message({ 1: ['token', 'string'], 2: ['expirationTimestamp', 'time'] }),
  ],
});

/**
 * The kinds that are read as protobuf: those that `kubectl create <kind>` makes, with the fields that it can set,
 * and the questions that kubectl asks.
 * The numbers are those of Kubernetes' `generated.proto` files, and never change.
 */
export const messages: Record<string, Message> = {
  'v1/Namespace': message({
    1: ['metadata', metadata],
    2: ['spec', message({ 1: ['finalizers', strings] })],
    3: ['status', message({ 1: ['phase', 'string'] })],
  }),
  'v1/ConfigMap': message({
    1: ['metadata', metadata],
    2: ['data', stringMap],
    3: ['binaryData', { map: 'bytes' }],
    4: ['immutable', 'bool'],
  }),
  'v1/Secret': message({
    1: ['metadata', metadata],
    2: ['data', { map: 'bytes' }],
    3: ['type', 'string'],
    4: ['stringData', stringMap],
    5: ['immutable', 'bool'],
  }),
  'v1/ServiceAccount': message({
    1: ['metadata', metadata],
    2: ['secrets', many(message({ 3: ['name', 'string'] }))],
    3: ['imagePullSecrets', many(reference)],
    4: ['automountServiceAccountToken', 'bool'],
  }),
  'batch/v1/Job': job,
  'rbac.authorization.k8s.io/v1/Role': role,
  'rbac.authorization.k8s.io/v1/ClusterRole': role,
  'rbac.authorization.k8s.io/v1/RoleBinding': binding,
  'rbac.authorization.k8s.io/v1/ClusterRoleBinding': binding,
  'authorization.k8s.io/v1/SelfSubjectAccessReview': accessReview,
  'authorization.k8s.io/v1/SelfSubjectRulesReview': rulesReview,
  'authentication.k8s.io/v1/SelfSubjectReview': userReview,
  'authentication.k8s.io/v1/TokenRequest': tokenRequest,
};
