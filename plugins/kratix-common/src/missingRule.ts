/** A rule of Kubernetes RBAC, as it stands under `rules` of a Role or ClusterRole. @public */
export interface RbacRule {
  apiGroups: string[];
  resources: string[];
  verbs: string[];
}

/** What has to be granted on a cluster, and how. @public */
export interface MissingRule extends RbacRule {
  /**
   * Manifests for `kubectl apply -f -`: a role with the rule and, where the account is known, its
   * binding.
   */
  yaml: string;
}

const MAX_NAME = 63;

/** Quoted, since YAML reads some plain words as something else. */
const quote = (text: string) => JSON.stringify(text);

const list = (items: string[]) => `[${items.map(quote).join(', ')}]`;

/**
 * The user of the API server's message on a refusal, such as
 * `teams.example.org is forbidden: User "alice" cannot list resource "teams" …`.
 *
 * @public
 */
export function forbiddenUser(message: string): string | undefined {
  return /\bUser "([^"]+)" cannot /.exec(message)?.[1];
}

/** A service account authenticates as `system:serviceaccount:<namespace>:<name>`. */
function subject(account: string): string[] {
  const [, namespace, name] =
    /^system:serviceaccount:([^:]+):([^:]+)$/.exec(account) ?? [];
  return name
    ? [
        '  - kind: ServiceAccount',
        `    name: ${quote(name)}`,
        `    namespace: ${quote(namespace)}`,
      ]
    : [
        '  - apiGroup: rbac.authorization.k8s.io',
        '    kind: User',
        `    name: ${quote(account)}`,
      ];
}

function nameOf({ apiGroups, resources, verbs }: RbacRule): string {
  const does = verbs.includes('list') ? 'read' : verbs[0];
  return ['backstage-kratix', does, ...resources, ...apiGroups]
    .join('-')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_NAME)
    .replace(/-+$/, '');
}

/**
 * The RBAC rule that is missing when the API server refuses something, with manifests that grant it.
 *
 * @param options - `account`: who was refused, as the API server knows it (see {@link forbiddenUser});
 * `namespace`: where the rule is enough in one namespace, else it is for the whole cluster; `verbs`:
 * by default those that watching a kind needs
 * @public
 */
export function missingRule(options: {
  group: string;
  plural: string;
  verbs?: string[];
  namespace?: string;
  account?: string;
}): MissingRule {
  const { group, plural, namespace, account } = options;
  const rule: RbacRule = {
    apiGroups: [group],
    resources: [plural],
    verbs: options.verbs ?? ['get', 'list', 'watch'],
  };
  const prefix = namespace ? '' : 'Cluster';
  const metadata = [
    'metadata:',
    `  name: ${nameOf(rule)}`,
    ...(namespace ? [`  namespace: ${quote(namespace)}`] : []),
  ];
  const role = [
    'apiVersion: rbac.authorization.k8s.io/v1',
    `kind: ${prefix}Role`,
    ...metadata,
    'rules:',
    `  - apiGroups: ${list(rule.apiGroups)}`,
    `    resources: ${list(rule.resources)}`,
    `    verbs: ${list(rule.verbs)}`,
  ];
  const binding = account
    ? [
        '---',
        'apiVersion: rbac.authorization.k8s.io/v1',
        `kind: ${prefix}RoleBinding`,
        ...metadata,
        'roleRef:',
        '  apiGroup: rbac.authorization.k8s.io',
        `  kind: ${prefix}Role`,
        `  name: ${nameOf(rule)}`,
        'subjects:',
        ...subject(account),
      ]
    : [];
  return { ...rule, yaml: [...role, ...binding, ''].join('\n') };
}
