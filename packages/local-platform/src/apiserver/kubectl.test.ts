import { spawn } from 'node:child_process';
import { paths } from './testing/paths';
import {
  describeKubectl,
  kubectlEnvironment,
  runKubectl,
} from './testing/runKubectl';
import { startApiServer, TestApiServer } from './testing/startApiServer';
import { team, teamCrd } from './testing/teamCrd';
import { waitFor } from './testing/waitFor';

/** Each command is a process of its own. */
jest.setTimeout(60_000);

describeKubectl('kubectl (needs kubectl on the PATH)', () => {
  let server: TestApiServer;
  let env: NodeJS.ProcessEnv;
  beforeAll(async () => {
    server = await startApiServer();
    env = kubectlEnvironment(server);
  });
  afterAll(() => server.stop());

  const kubectl = (args: string, input?: unknown) =>
    runKubectl(env, args.split(' '), input);

  it('does what is done on a cluster', async () => {
    const apply = 'apply -f -';
    expect((await kubectl(apply, teamCrd())).stdout).toBe(
      'customresourcedefinition.apiextensions.k8s.io/teams.test.kratix.io created\n',
    );
    expect(
      (
        await kubectl(
          'wait --for=condition=Established crd/teams.test.kratix.io',
        )
      ).code,
    ).toBe(0);
    const resources = await kubectl('api-resources');
    expect(resources.stdout).toMatch(
      /^teams +tm +test.kratix.io\/v1 +true +Team$/m,
    );
    expect(resources.stdout).toMatch(/^pods +po +v1 +true +Pod$/m);

    const red = team('red');
    expect((await kubectl(apply, red)).stdout).toBe(
      'team.test.kratix.io/red created\n',
    );
    expect((await kubectl(apply, red)).stdout).toBe(
      'team.test.kratix.io/red unchanged\n',
    );
    expect((await kubectl(apply, team('red', { size: 4 }))).stdout).toBe(
      'team.test.kratix.io/red configured\n',
    );
    // What is left out of an applied manifest is taken away, and defaulted.
    await kubectl(apply, red);
    expect(
      (await kubectl('get team red -o jsonpath={.spec.size}')).stdout,
    ).toBe('3');
  });

  it('shows what an invalid manifest lacks', async () => {
    expect(
      (await kubectl('apply -f -', team('bad', { id: 'Bad' }))).stderr,
    ).toContain(
      `The Team "bad" is invalid: spec.id: Invalid value: "Bad": spec.id in body should match '^[a-z][a-z0-9-]*$'`,
    );
    expect(
      (await kubectl('apply -f -', team('bad', { idd: 1 }))).stderr,
    ).toMatch(/unknown field "(spec\.)?idd"/);
  });

  it('prints objects in every form', async () => {
    expect((await kubectl('get tm')).stdout).toBe(
      'NAME   ID    READY\nred    red   \n',
    );
    expect((await kubectl('get teams.test.kratix.io -o wide')).stdout).toBe(
      'NAME   ID    READY   SIZE\nred    red           3\n',
    );
    expect((await kubectl('get kratix -A')).stdout).toBe(
      'NAMESPACE   NAME   ID    READY\ndefault     red    red   \n',
    );
    expect((await kubectl('get team -o name')).stdout).toBe(
      'team.test.kratix.io/red\n',
    );
    expect((await kubectl('get team red -o yaml')).stdout).toContain(
      'spec:\n  id: red\n  name: Team red\n  size: 3\n  tier: dev\n',
    );
    expect(
      JSON.parse((await kubectl('get teams -o json')).stdout),
    ).toMatchObject({ kind: 'List', items: [{ metadata: { name: 'red' } }] });
    expect((await kubectl('explain team.spec.id')).stdout).toContain(
      'Short name of the team.',
    );
    expect((await kubectl('get ns -o name')).stdout).toBe(
      'namespace/default\nnamespace/kratix-platform-system\nnamespace/kube-system\n',
    );
  });

  it('patches', async () => {
    const patch = (type: string, body: unknown) =>
      kubectl(`patch team red --type ${type} -p ${JSON.stringify(body)}`);
    expect((await patch('merge', { spec: { size: 6 } })).stdout).toBe(
      'team.test.kratix.io/red patched\n',
    );
    await patch('json', [{ op: 'add', path: '/spec/size', value: 7 }]);
    expect(
      (await kubectl('get team red -o jsonpath={.spec.size}')).stdout,
    ).toBe('7');
    expect((await kubectl('label team red a=b')).stdout).toBe(
      'team.test.kratix.io/red labeled\n',
    );
    expect((await kubectl('get team -l a=b,!c -o name')).stdout).toBe(
      'team.test.kratix.io/red\n',
    );
  });

  it('watches', async () => {
    const child = spawn('kubectl', ['get', 'teams', '-w', '--no-headers'], {
      env,
    });
    let output = '';
    child.stdout.on('data', chunk => (output += String(chunk)));
    await waitFor(() => /^red /m.test(output));
    await server.call('POST', paths.teams, team('blue'));
    await waitFor(() => /^blue /m.test(output));
    child.kill();
    await kubectl('delete team blue');
    expect(output).toMatch(/^red +red[^]*^blue +blue/m);
  });

  it('shows events of both APIs', async () => {
    const event = {
      apiVersion: 'events.k8s.io/v1',
      kind: 'Event',
      metadata: { name: 'red.1', namespace: 'default' },
      eventTime: new Date().toISOString().replace('Z', '000Z'),
      regarding: { kind: 'Team', name: 'red', namespace: 'default' },
      reason: 'PipelineStarted',
      action: 'PipelineStarted',
      note: 'Configure Pipeline started: p',
      type: 'Normal',
      reportingController: 'ResourceRequestController',
      reportingInstance: 'x',
    };
    expect((await kubectl('apply -f -', event)).code).toBe(0);
    expect((await kubectl('get events')).stdout).toMatch(
      /^\S+ +Normal +PipelineStarted +team\/red +Configure Pipeline started: p$/m,
    );
    expect(
      (
        await kubectl(
          'get events --field-selector involvedObject.name=red -o name',
        )
      ).stdout,
    ).toBe('event/red.1\n');
  });

  it('shows pods and jobs, and the logs that the runtime gives', async () => {
    server.onLogs(async function* read(pod, request) {
      yield Buffer.from(
        `${pod.name} ${request.container} ${request.tailLines}\n`,
      );
    });
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p', namespace: 'default' },
      spec: {
        initContainers: ['a', 'b', 'c'].map(name => ({ name, image: 'i' })),
        containers: [{ name: 'main', image: 'i' }],
      },
    };
    await kubectl('apply -f -', pod);
    await server.client.mergePatch(
      { group: '', version: 'v1', resource: 'pods' },
      'p',
      'default',
      {
        status: {
          phase: 'Pending',
          initContainerStatuses: [
            { name: 'a', state: { terminated: { exitCode: 0 } } },
            { name: 'b', state: { running: {} } },
          ],
        },
      },
      'status',
    );
    expect((await kubectl('get pods')).stdout).toMatch(
      /^p +0\/1 +Init:1\/3 +0 +\d+s$/m,
    );
    expect((await kubectl('logs p --tail=5 -c b')).stdout).toBe('p b 5\n');
    expect((await kubectl('logs p -c none')).stderr).toContain(
      'container none is not valid for pod p',
    );
    const job = {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'j', namespace: 'default' },
      spec: {
        template: {
          spec: {
            restartPolicy: 'Never',
            containers: [
              { name: 'c', image: 'i', env: [{ name: 'A', value: '1' }] },
            ],
          },
        },
      },
    };
    expect((await kubectl('apply -f -', job)).stdout).toBe(
      'job.batch/j created\n',
    );
    expect((await kubectl('apply -f -', job)).stdout).toBe(
      'job.batch/j unchanged\n',
    );
    expect((await kubectl('get jobs')).stdout).toMatch(/^j +Running +0\/1/m);
  });

  it('says what it may do, and who it is', async () => {
    expect((await kubectl('auth can-i create pods')).stdout).toBe('yes\n');
    const review = {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'SelfSubjectReview',
    };
    expect(
      (
        await kubectl(
          'create -f - -o jsonpath={.status.userInfo.username}',
          review,
        )
      ).stdout,
    ).toBe('kubernetes-admin');
    expect((await kubectl('version')).stdout).toMatch(
      /^Server Version: .*v1\./m,
    );
  });

  it('creates what kubectl sends as protobuf', async () => {
    for (const what of [
      'namespace made',
      'configmap made --from-literal=a=b --from-literal=empty=',
      'secret generic made --from-literal=password=p',
      'serviceaccount made',
      'job made --image=busybox -- echo hi',
      'role made --verb=get --resource=pods',
      'clusterrole made --verb=get --resource=pods',
      'rolebinding made --role=made --serviceaccount=default:made',
      'clusterrolebinding made --clusterrole=made --user=u',
    ]) {
      expect(await kubectl(`create ${what}`)).toMatchObject({
        code: 0,
        stderr: '',
      });
    }
    expect((await kubectl('get cm made -o jsonpath={.data}')).stdout).toBe(
      '{"a":"b","empty":""}',
    );
    expect(
      (await kubectl('get secret made -o jsonpath={.data.password}')).stdout,
    ).toBe(Buffer.from('p').toString('base64'));
    expect(
      (
        await kubectl(
          'get job made -o jsonpath={.spec.template.spec.containers[0]}',
        )
      ).stdout,
    ).toBe(
      '{"command":["echo","hi"],"image":"busybox","name":"made","resources":{}}',
    );
    expect(
      (await kubectl('get rolebinding made -o wide --no-headers')).stdout,
    ).toMatch(/^made +Role\/made +\S+ +default\/made$/m);
    const refused = await kubectl('create quota q --hard=pods=1');
    expect(refused.stderr).toMatch(/could not find the requested resource/);
  });

  it('waits for a deletion that a finalizer holds', async () => {
    await kubectl(
      'patch team red --type merge -p {"metadata":{"finalizers":["test.io/hold"]}}',
    );
    const deletion = kubectl('delete team red --wait --timeout=20s');
    await waitFor(async () => {
      const { body } = await server.call('GET', `${paths.teams}/red`);
      return JSON.stringify(body).includes('deletionTimestamp');
    });
    await server.call(
      'PATCH',
      `${paths.teams}/red`,
      { metadata: { finalizers: null } },
      { 'content-type': 'application/merge-patch+json' },
    );
    expect(await deletion).toMatchObject({
      code: 0,
      stdout: 'team.test.kratix.io "red" deleted\n',
    });
    expect((await kubectl('get team red')).stderr).toBe(
      'Error from server (NotFound): teams.test.kratix.io "red" not found\n',
    );
    expect((await kubectl('delete crd teams.test.kratix.io')).code).toBe(0);
  });
});
