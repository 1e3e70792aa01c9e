import { objectAt, stringAt } from '../json';
import { startApiServer, TestApiServer } from '../testing/startApiServer';
import { team, teamCrd } from '../testing/teamCrd';
import { waitFor } from '../testing/waitFor';

const rbac = '/apis/rbac.authorization.k8s.io/v1';
const api = '/api/v1/namespaces/default';
const teams = '/apis/test.kratix.io/v1/namespaces/default/teams';
const apiGroup = 'rbac.authorization.k8s.io';
const reader = { kind: 'ServiceAccount', name: 'reader', namespace: 'default' };

describe('authorisation by RBAC', () => {
  let server: TestApiServer;
  let token: string;
  beforeAll(async () => {
    server = await startApiServer({ authorization: 'rbac' });
    await must(
      'POST',
      '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
      teamCrd(),
    );
    await must('POST', `${api}/serviceaccounts`, {
      metadata: { name: 'reader' },
    });
    const { status } = await must(
      'POST',
      `${api}/serviceaccounts/reader/token`,
      { spec: {} },
    );
    token = stringAt(status, 'token');
  });
  afterAll(() => server.stop());

  /** As the administrator. */
  async function must(method: string, path: string, body?: unknown) {
    const answer = await server.call(method, path, body);
    if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
    return answer.body as Record<string, unknown>;
  }

  /** As the ServiceAccount. */
  function ask(
    method: string,
    path: string,
    headers = {},
    body: unknown = undefined,
  ) {
    return server.call(method, path, body, {
      authorization: `Bearer ${token}`,
      ...headers,
    });
  }

  async function withRules(
    rules: object[],
    run: () => Promise<void>,
    binding: { in?: string; role?: string; subjects?: object[] } = {},
  ) {
    const name = 'under-test';
    const [roles, bindings] = binding.in
      ? ['clusterroles', `namespaces/${binding.in}/rolebindings`]
      : ['clusterroles', 'clusterrolebindings'];
    await must('POST', `${rbac}/${roles}`, { metadata: { name }, rules });
    await must('POST', `${rbac}/${bindings}`, {
      metadata: { name },
      roleRef: { apiGroup, kind: 'ClusterRole', name: binding.role ?? name },
      subjects: binding.subjects ?? [reader],
    });
    try {
      await run();
    } finally {
      await must('DELETE', `${rbac}/${bindings}/${name}`);
      await must('DELETE', `${rbac}/${roles}/${name}`);
    }
  }

  const user = 'User "system:serviceaccount:default:reader" cannot';

  it.each([
    [
      'GET',
      `${api}/pods`,
      `pods is forbidden: ${user} list resource "pods" in API group "" in the namespace "default"`,
      { kind: 'pods' },
    ],
    [
      'GET',
      '/api/v1/pods?watch=1',
      `pods is forbidden: ${user} watch resource "pods" in API group "" at the cluster scope`,
      { kind: 'pods' },
    ],
    [
      'GET',
      `${api}/pods/p/log`,
      `pods "p" is forbidden: ${user} get resource "pods/log" in API group "" in the namespace "default"`,
      { name: 'p', kind: 'pods' },
    ],
    [
      'GET',
      '/api/v1/namespaces/default',
      `namespaces "default" is forbidden: ${user} get resource "namespaces" in API group "" in the namespace "default"`,
      { name: 'default', kind: 'namespaces' },
    ],
    [
      'POST',
      teams,
      `teams.test.kratix.io is forbidden: ${user} create resource "teams" in API group "test.kratix.io" in the namespace "default"`,
      { group: 'test.kratix.io', kind: 'teams' },
    ],
    [
      'PUT',
      `${teams}/red/status`,
      `teams.test.kratix.io "red" is forbidden: ${user} update resource "teams/status" in API group "test.kratix.io" in the namespace "default"`,
      { name: 'red', group: 'test.kratix.io', kind: 'teams' },
    ],
    [
      'PATCH',
      `${teams}/red`,
      `teams.test.kratix.io "red" is forbidden: ${user} patch resource "teams" in API group "test.kratix.io" in the namespace "default"`,
      { name: 'red', group: 'test.kratix.io', kind: 'teams' },
    ],
    [
      'DELETE',
      `${teams}/red`,
      `teams.test.kratix.io "red" is forbidden: ${user} delete resource "teams" in API group "test.kratix.io" in the namespace "default"`,
      { name: 'red', group: 'test.kratix.io', kind: 'teams' },
    ],
    [
      'DELETE',
      teams,
      `teams.test.kratix.io is forbidden: ${user} deletecollection resource "teams" in API group "test.kratix.io" in the namespace "default"`,
      { group: 'test.kratix.io', kind: 'teams' },
    ],
    [
      'GET',
      '/apis/no.such.group/v1/things',
      `things.no.such.group is forbidden: ${user} list resource "things" in API group "no.such.group" at the cluster scope`,
      { group: 'no.such.group', kind: 'things' },
    ],
    ['GET', '/metrics', `forbidden: ${user} get path "/metrics"`, {}],
  ])(
    'refuses %s %s in the words of Kubernetes',
    async (method, path, message, details) => {
      const body =
        method === 'POST' || method === 'PUT' ? team('red') : undefined;
      expect(await ask(method, path, {}, body)).toMatchObject({
        status: 403,
        body: {
          kind: 'Status',
          apiVersion: 'v1',
          status: 'Failure',
          reason: 'Forbidden',
          code: 403,
          message,
          details,
        },
      });
    },
  );

  it('lets every authenticated caller discover the API', async () => {
    for (const path of [
      '/api',
      '/apis',
      '/apis/test.kratix.io/v1',
      '/openapi/v3',
    ]) {
      expect((await ask('GET', path)).status).toBe(200);
    }
  });

  it('lets the administrator do everything', async () => {
    const path = `${teams}/admins`;
    expect((await server.call('POST', teams, team('admins'))).status).toBe(201);
    expect((await server.call('DELETE', path)).status).toBe(200);
  });

  it('allows what a rule allows, as long as it is bound', async () => {
    const rules = [
      { apiGroups: ['test.kratix.io'], resources: ['teams'], verbs: ['list'] },
    ];
    await withRules(rules, async () => {
      expect((await ask('GET', teams)).status).toBe(200);
      expect((await ask('GET', '/apis/test.kratix.io/v1/teams')).status).toBe(
        200,
      );
      expect((await ask('GET', `${teams}?watch=true`)).status).toBe(403);
      expect((await ask('GET', `${teams}/red`)).status).toBe(403);
    });
    expect((await ask('GET', teams)).status).toBe(403);
  });

  it('keeps a RoleBinding to its namespace', async () => {
    const rules = [
      { apiGroups: [''], resources: ['configmaps'], verbs: ['list'] },
    ];
    await withRules(
      rules,
      async () => {
        expect((await ask('GET', `${api}/configmaps`)).status).toBe(200);
        expect((await ask('GET', '/api/v1/configmaps')).status).toBe(403);
        expect(
          (await ask('GET', '/api/v1/namespaces/kube-system/configmaps'))
            .status,
        ).toBe(403);
      },
      { in: 'default' },
    );
  });

  it('keeps a rule to the names it lists', async () => {
    await must('POST', `${api}/configmaps`, { metadata: { name: 'a' } });
    const rules = [
      {
        apiGroups: [''],
        resources: ['configmaps'],
        resourceNames: ['a'],
        verbs: ['*'],
      },
    ];
    await withRules(rules, async () => {
      expect((await ask('GET', `${api}/configmaps/a`)).status).toBe(200);
      expect((await ask('GET', `${api}/configmaps/b`)).status).toBe(403);
      expect((await ask('GET', `${api}/configmaps`)).status).toBe(403);
      expect(
        (await ask('GET', `${api}/configmaps?fieldSelector=metadata.name%3Da`))
          .status,
      ).toBe(200);
      expect(
        (await ask('GET', `${api}/configmaps?fieldSelector=metadata.name!%3Da`))
          .status,
      ).toBe(403);
      // The name of what is created is in the body, where no rule looks.
      expect(
        (
          await ask(
            'POST',
            `${api}/configmaps`,
            {},
            { metadata: { name: 'a' } },
          )
        ).status,
      ).toBe(403);
    });
  });

  it('judges status and logs apart from their objects', async () => {
    const rules = [
      { apiGroups: ['*'], resources: ['teams', 'pods'], verbs: ['*'] },
    ];
    await withRules(rules, async () => {
      expect((await ask('GET', `${teams}/red`)).status).toBe(404);
      expect((await ask('GET', `${teams}/red/status`)).status).toBe(403);
      expect((await ask('GET', `${api}/pods/p/log`)).status).toBe(403);
    });
  });

  it.each([
    [
      'a user',
      [
        {
          kind: 'User',
          apiGroup,
          name: 'system:serviceaccount:default:reader',
        },
      ],
      200,
    ],
    [
      'the group of the namespace',
      [{ kind: 'Group', apiGroup, name: 'system:serviceaccounts:default' }],
      200,
    ],
    [
      'everyone who is known',
      [{ kind: 'Group', apiGroup, name: 'system:authenticated' }],
      200,
    ],
    ['the same name elsewhere', [{ ...reader, namespace: 'kube-system' }], 403],
    ['nobody', [], 403],
  ])('applies a binding to %s', async (_, subjects, status) => {
    const rules = [{ apiGroups: [''], resources: ['pods'], verbs: ['list'] }];
    await withRules(
      rules,
      async () => expect((await ask('GET', `${api}/pods`)).status).toBe(status),
      { subjects },
    );
  });

  it('names a role that is bound and missing', async () => {
    await withRules(
      [],
      async () =>
        expect((await ask('GET', `${api}/pods`)).body).toMatchObject({
          message: `pods is forbidden: ${user} list resource "pods" in API group "" in the namespace "default": RBAC: clusterrole.rbac.authorization.k8s.io "gone" not found`,
        }),
      { role: 'gone' },
    );
  });

  it('gathers the rules of an aggregated ClusterRole', async () => {
    const rules = [{ apiGroups: [''], resources: ['pods'], verbs: ['list'] }];
    const gather = (value: string) => ({ 'example.com/gather': value });
    await must('POST', `${rbac}/clusterroles`, {
      metadata: { name: 'whole' },
      aggregationRule: {
        clusterRoleSelectors: [
          { matchLabels: gather('yes') },
          {
            matchExpressions: [
              { key: 'example.com/gather', operator: 'In', values: ['too'] },
            ],
          },
        ],
      },
    });
    await withRules(
      [],
      async () => {
        for (const value of ['yes', 'no', 'too']) {
          await must('POST', `${rbac}/clusterroles`, {
            metadata: { name: `part-${value}`, labels: gather(value) },
            rules: [{ ...rules[0], verbs: [value] }, ...rules],
          });
        }
        await waitFor(async () => {
          const whole = await must('GET', `${rbac}/clusterroles/whole`);
          return JSON.stringify(whole.rules).includes('"too"');
        });
        expect((await ask('GET', `${api}/pods`)).status).toBe(200);
        for (const value of ['yes', 'no', 'too']) {
          await must('DELETE', `${rbac}/clusterroles/part-${value}`);
        }
        await waitFor(
          async () => (await ask('GET', `${api}/pods`)).status === 403,
        );
      },
      { role: 'whole' },
    );
  });

  it('refuses roles and bindings that Kubernetes refuses', async () => {
    const role = { apiGroups: [''], resources: ['pods'], verbs: ['get'] };
    for (const [path, object, message] of [
      [
        'clusterroles',
        { rules: [{ ...role, verbs: [] }] },
        'rules[0].verbs: Required value',
      ],
      [
        'clusterroles',
        { rules: [{ resources: ['pods'], verbs: ['get'] }] },
        'rules[0].apiGroups: Required value',
      ],
      [
        'clusterroles',
        { rules: [{ apiGroups: [''], verbs: ['get'] }] },
        'rules[0].resources: Required value',
      ],
      [
        'namespaces/default/roles',
        { rules: [{ nonResourceURLs: ['/'], verbs: ['get'] }] },
        'namespaced rules cannot apply',
      ],
      [
        'clusterrolebindings',
        {
          roleRef: { kind: 'ClusterRole', name: 'x' },
          subjects: [{ kind: 'ServiceAccount', name: 'a' }],
        },
        'subjects[0].namespace: Required value',
      ],
    ] as const) {
      expect(
        await server.call('POST', `${rbac}/${path}`, {
          metadata: { name: 'bad' },
          ...object,
        }),
      ).toMatchObject({
        status: 422,
        body: { message: expect.stringContaining(message) },
      });
    }
    await withRules([role], async () => {
      expect(
        await server.call(
          'PATCH',
          `${rbac}/clusterrolebindings/under-test`,
          { roleRef: { name: 'other' } },
          { 'content-type': 'application/merge-patch+json' },
        ),
      ).toMatchObject({
        status: 422,
        body: { message: expect.stringContaining('cannot change roleRef') },
      });
    });
  });

  describe('as somebody else', () => {
    const ada = { 'Impersonate-User': 'ada' };

    it('is refused without the verb impersonate, for user, group, account, extra and uid', async () => {
      const at = 'at the cluster scope';
      const rules = [
        { apiGroups: [''], resources: ['users'], verbs: ['impersonate'] },
      ];
      expect(await ask('GET', '/apis', ada)).toMatchObject({
        status: 403,
        body: {
          message: `users "ada" is forbidden: ${user} impersonate resource "users" in API group "" ${at}`,
        },
      });
      await withRules(rules, async () => {
        expect((await ask('GET', '/apis', ada)).status).toBe(200);
        expect(
          await ask('GET', '/apis', { ...ada, 'Impersonate-Group': ['devs'] }),
        ).toMatchObject({
          status: 403,
          body: {
            message: `groups "devs" is forbidden: ${user} impersonate resource "groups" in API group "" ${at}`,
          },
        });
        expect(
          await ask('GET', '/apis', {
            ...ada,
            'Impersonate-Extra-Scopes': 'view',
          }),
        ).toMatchObject({
          status: 403,
          body: {
            message: `userextras.authentication.k8s.io "view" is forbidden: ${user} impersonate resource "userextras/scopes" in API group "authentication.k8s.io" ${at}`,
          },
        });
        expect(
          await ask('GET', '/apis', { ...ada, 'Impersonate-Uid': '7' }),
        ).toMatchObject({
          status: 403,
          body: {
            message: `uids.authentication.k8s.io "7" is forbidden: ${user} impersonate resource "uids" in API group "authentication.k8s.io" ${at}`,
          },
        });
        expect(
          await ask('GET', '/apis', {
            'Impersonate-User': 'system:serviceaccount:kube-system:x',
          }),
        ).toMatchObject({
          status: 403,
          body: {
            message: `serviceaccounts "x" is forbidden: ${user} impersonate resource "serviceaccounts" in API group "" in the namespace "kube-system"`,
          },
        });
      });
    });

    it('acts with the rights of the other, and only of those names that a rule lists', async () => {
      const rules = [
        {
          apiGroups: [''],
          resources: ['users'],
          resourceNames: ['ada'],
          verbs: ['impersonate'],
        },
        {
          apiGroups: [''],
          resources: ['groups'],
          resourceNames: ['devs'],
          verbs: ['impersonate'],
        },
      ];
      await must('POST', `${rbac}/clusterroles`, {
        metadata: { name: 'devs' },
        rules: [
          { apiGroups: [''], resources: ['configmaps'], verbs: ['list'] },
        ],
      });
      await must('POST', `${rbac}/namespaces/default/rolebindings`, {
        metadata: { name: 'devs' },
        roleRef: { apiGroup, kind: 'ClusterRole', name: 'devs' },
        subjects: [{ apiGroup, kind: 'Group', name: 'devs' }],
      });
      await withRules(rules, async () => {
        const asDev = { ...ada, 'Impersonate-Group': 'devs' };
        expect((await ask('GET', `${api}/configmaps`, asDev)).status).toBe(200);
        expect(await ask('GET', `${api}/configmaps`, ada)).toMatchObject({
          status: 403,
          body: { message: expect.stringContaining('User "ada" cannot list') },
        });
        expect(
          (await ask('GET', '/apis', { 'Impersonate-User': 'bob' })).status,
        ).toBe(403);
        expect(
          (
            await ask('GET', '/apis', {
              ...ada,
              'Impersonate-Group': ['devs', 'system:masters'],
            })
          ).status,
        ).toBe(403);
        const { body } = await ask(
          'POST',
          '/apis/authentication.k8s.io/v1/selfsubjectreviews',
          asDev,
          {},
        );
        expect(objectAt(body, 'status')).toEqual({
          userInfo: {
            username: 'ada',
            groups: ['devs', 'system:authenticated'],
          },
        });
      });
    });

    it('needs a user', async () => {
      const { status, body } = await server.call('GET', '/apis', undefined, {
        'Impersonate-Group': 'devs',
      });
      expect(status).toBe(500);
      expect(stringAt(body, 'message')).toContain(
        'without impersonating a user',
      );
    });
  });

  it('answers what the caller may do', async () => {
    const review = '/apis/authorization.k8s.io/v1';
    const access = async (spec: object) => {
      const { body } = await ask(
        'POST',
        `${review}/selfsubjectaccessreviews`,
        {},
        { spec },
      );
      return objectAt(body, 'status');
    };
    const list = {
      resourceAttributes: {
        verb: 'list',
        resource: 'pods',
        namespace: 'default',
      },
    };
    expect(await access(list)).toEqual({ allowed: false });
    expect(
      await access({ nonResourceAttributes: { verb: 'get', path: '/apis/x' } }),
    ).toEqual({
      allowed: true,
      reason:
        'RBAC: allowed by ClusterRoleBinding "system:discovery" of ClusterRole "system:discovery" to Group "system:authenticated"',
    });
    const rules = [{ apiGroups: [''], resources: ['pods'], verbs: ['list'] }];
    await withRules(
      rules,
      async () => {
        expect(await access(list)).toEqual({
          allowed: true,
          reason:
            'RBAC: allowed by RoleBinding "under-test/default" of ClusterRole "under-test" to ServiceAccount "reader/default"',
        });
        const { body } = await ask(
          'POST',
          `${review}/selfsubjectrulesreviews`,
          {},
          { spec: { namespace: 'default' } },
        );
        expect(objectAt(body, 'status')).toMatchObject({
          incomplete: false,
          resourceRules: expect.arrayContaining(rules),
          nonResourceRules: expect.arrayContaining([
            expect.objectContaining({ verbs: ['get'] }),
          ]),
        });
      },
      { in: 'default' },
    );
    for (const spec of [
      {},
      { ...list, nonResourceAttributes: { verb: 'get', path: '/' } },
    ]) {
      expect(
        (await ask('POST', `${review}/selfsubjectaccessreviews`, {}, { spec }))
          .status,
      ).toBe(422);
    }
  });
});
