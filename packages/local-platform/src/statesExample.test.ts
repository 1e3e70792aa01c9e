import { execFile } from 'node:child_process';
import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { describeKubectl } from './apiserver/testing/runKubectl';
import { ResourceType } from './kube';
import { findCondition } from './kratix/conditions';
import { labels } from './kratix/constants';
import { statusOf } from './kratix/model/objects';
import { resourceTypes } from './kratix/resourceTypes';
import { LocalPlatform, startLocalPlatform } from './startLocalPlatform';
import { until } from './testing/until';

const put = path.resolve(__dirname, '../../../examples/states/put.mjs');
const demo = (resource: string): ResourceType => ({
  group: 'demo.kratix-backstage.io',
  version: 'v1alpha1',
  resource,
});
const FAULTIES = demo('faulties');
const PODS: ResourceType = { group: '', version: 'v1', resource: 'pods' };

jest.setTimeout(300_000);

describeKubectl('examples/states (needs kubectl on the PATH)', () => {
  let root: string;
  let platform: LocalPlatform;

  beforeAll(async () => {
    root = await fs.mkdtemp(path.join(tmpdir(), 'states-'));
    platform = await startLocalPlatform({
      dataDir: path.join(root, 'data'),
      port: 0,
      gitPort: 0,
      retryBackoffMs: 10,
    });
  });
  afterAll(async () => {
    await platform.stop();
    await fs.rm(root, { recursive: true, force: true });
  });

  const becomes = (name: string, part: string, type = FAULTIES) =>
    until(`${name} to say ${part}`, async () =>
      JSON.stringify(await platform.client.get(type, name, 'default')).includes(
        part,
      ),
    );
  const behave = (name: string, behaviour: string) =>
    platform.client.mergePatch(FAULTIES, name, 'default', {
      spec: { behaviour },
    });

  it('puts a platform into each state, from which it recovers', async () => {
    const { client } = platform;
    await promisify(execFile)(process.execPath, [put], {
      env: { ...process.env, KUBECONFIG: platform.kubeconfigPath, HOME: root },
    });
    const reconciled = '"reason":"Reconciled"';
    for (const [name, part] of Object.entries({
      ready: reconciled,
      'failing-step': 'A Configure Pipeline has failed: behave',
      running: '"phase":"Running"',
      'endless-log': '"phase":"Running"',
      suspended: 'Waiting for approval by the platform team',
      'suspended-with-retry': '"nextRetryAt"',
      paused: '"reason":"PausedReconciliation"',
      unschedulable: '"reason":"WorksPending"',
      misplaced: '"reason":"WorksMisplaced"',
      'store-not-ready': reconciled,
      unhealthy: '"state":"unhealthy"',
      degraded: '"state":"degraded"',
      'deletion-blocked': 'The Delete Pipeline has failed',
      'hostile-texts': '<script>alert(1)</script>',
      'huge-status': 'xxxxxxxx',
      'wrong-types': '"count":-0.5',
      'many-conditions': '"Condition500"',
    })) {
      await becomes(name, part);
    }
    await becomes(
      'requirement-missing',
      'Promise Requirements are not installed',
      demo('requirementmissing'),
    );
    await becomes(
      'two-hundred-steps',
      '"phase":"Running"',
      demo('twohundredsteps'),
    );
    const pulling = {
      labelSelector: `${labels.resourceName}=image-cannot-be-pulled`,
    };
    await until('an image that cannot be pulled', async () =>
      JSON.stringify(await client.list(PODS, pulling)).includes(
        '"ImagePullBackOff"',
      ),
    );

    // Kratix calls it reconciled; the placement alone says that nothing was written.
    const unwritten = await client.list(resourceTypes.workPlacements, {
      labelSelector: `${labels.targetDestinationName}=states-not-ready`,
    });
    expect(unwritten).toHaveLength(1);
    expect(
      findCondition(statusOf(unwritten[0]), 'WriteSucceeded'),
    ).toBeUndefined();

    await behave('failing-step', 'none');
    await becomes('failing-step', reconciled);
    await behave('deletion-blocked', 'none');
    await until(
      'the deletion to go on',
      async () => !(await client.get(FAULTIES, 'deletion-blocked', 'default')),
    );
  });
});
