import {
  describeRecentKubectl,
  kubectlEnvironment,
  runKubectl,
} from '../testing/runKubectl';
import { startApiServer, TestApiServer } from '../testing/startApiServer';

/** Each command is a process of its own. */
jest.setTimeout(60_000);

describeRecentKubectl(
  'kubectl on a server with RBAC (needs kubectl 1.28)',
  () => {
    let server: TestApiServer;
    let env: NodeJS.ProcessEnv;
    const kubectl = (args: string) => runKubectl(env, args.split(' '));
    beforeAll(async () => {
      server = await startApiServer({ authorization: 'rbac' });
      env = kubectlEnvironment(server);
      await kubectl('create serviceaccount robot');
      await kubectl('create clusterrole logs --verb=get --resource=pods/log');
      await kubectl(
        'create rolebinding logs --clusterrole=logs --serviceaccount=default:robot',
      );
    });
    afterAll(() => server.stop());

    const robot = '--as=system:serviceaccount:default:robot';

    it('finds out what somebody may do', async () => {
      const can = 'auth can-i get pods --subresource=log';
      expect(await kubectl(`${can} ${robot}`)).toMatchObject({
        code: 0,
        stdout: 'yes\n',
      });
      expect(await kubectl(`${can} ${robot} -n kube-system`)).toMatchObject({
        code: 1,
        stdout: 'no\n',
      });
      expect(await kubectl(`auth can-i get /metrics ${robot}`)).toMatchObject({
        stdout: 'no\n',
      });
      expect((await kubectl(`auth can-i --list ${robot}`)).stdout).toMatch(
        /^pods\/log +\[\] +\[\] +\[get\]$/m,
      );
      expect((await kubectl('auth can-i --list')).stdout).toMatch(
        /^\*\.\* +\[\] +\[\] +\[\*\]$/m,
      );
    });

    it('says who somebody is', async () => {
      expect((await kubectl('auth whoami')).stdout).toMatch(
        /Username +kubernetes-admin\nGroups +\[system:masters system:authenticated\]/,
      );
      expect(
        (await kubectl('auth whoami --as=ada --as-group=devs --as-group=ops'))
          .stdout,
      ).toMatch(/Username +ada\nGroups +\[devs ops system:authenticated\]/);
    });

    it('gets a token for a ServiceAccount, which may do what that may', async () => {
      const { stdout } = await kubectl('create token robot --duration=20m');
      const token = `--token=${stdout.trim()}`;
      // A token is not used while the kubeconfig has one of its own for the user.
      await kubectl('config set-credentials robot');
      const asRobot = `--user=robot ${token}`;
      expect((await kubectl(`auth whoami ${asRobot}`)).stdout).toContain(
        'system:serviceaccount:default:robot',
      );
      expect(await kubectl(`get pods ${asRobot}`)).toMatchObject({
        code: 1,
        stderr:
          'Error from server (Forbidden): pods is forbidden: User "system:serviceaccount:default:robot" cannot list resource "pods" in API group "" in the namespace "default"\n',
      });
      expect((await kubectl(`get pods --as=ada ${asRobot}`)).stderr).toContain(
        'cannot impersonate resource "users"',
      );
    });
  },
);
