import { forbiddenUser, missingRule } from './missingRule';

describe('missingRule', () => {
  it('grants reading a kind to the service account that was refused', () => {
    const account = forbiddenUser(
      'teams.example.org is forbidden: User "system:serviceaccount:backstage:kratix" cannot list resource "teams" in API group "example.org" at the cluster scope',
    );
    expect(
      missingRule({ group: 'example.org', plural: 'teams', account }),
    ).toEqual({
      apiGroups: ['example.org'],
      resources: ['teams'],
      verbs: ['get', 'list', 'watch'],
      yaml: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: backstage-kratix-read-teams-example-org
rules:
  - apiGroups: ["example.org"]
    resources: ["teams"]
    verbs: ["get", "list", "watch"]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: backstage-kratix-read-teams-example-org
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: backstage-kratix-read-teams-example-org
subjects:
  - kind: ServiceAccount
    name: "kratix"
    namespace: "backstage"
`,
    });
  });

  it('grants a person something in one namespace', () => {
    const { yaml, verbs } = missingRule({
      group: 'example.org',
      plural: 'teams',
      verbs: ['create'],
      namespace: 'default',
      account: 'user:default/alice',
    });
    expect(verbs).toEqual(['create']);
    expect(yaml).toContain(
      'kind: Role\nmetadata:\n  name: backstage-kratix-create-teams-example-org\n  namespace: "default"\n',
    );
    expect(yaml).toContain('kind: User\n    name: "user:default/alice"\n');
  });

  it('names no account that it does not know', () => {
    const { yaml } = missingRule({ group: 'example.org', plural: 'teams' });
    expect(yaml).not.toContain('Binding');
    expect(forbiddenUser('teams is forbidden')).toBeUndefined();
  });

  it('gives different kinds names that kubectl takes', () => {
    const long = 'x'.repeat(80);
    const { yaml } = missingRule({ group: 'Example.org', plural: long });
    const name = /name: (.*)/.exec(yaml)?.[1] ?? '';
    expect(name).toMatch(/^[a-z][a-z0-9-]{0,61}[a-z0-9]$/);
  });
});
