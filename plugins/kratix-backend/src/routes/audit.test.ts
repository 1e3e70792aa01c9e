import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { team } from '../__testUtils__/kratixObjects';
import { setup, teamRef } from '../__testUtils__/setup';
import { DENY } from '../__testUtils__/startKratixBackend';

jest.setTimeout(60_000);

let context: Awaited<ReturnType<typeof setup>>;
afterEach(() => context.stop());

it('keeps every change that was asked for, also those refused, and nothing secret', async () => {
  const events: { meta: unknown; outcome: string }[] = [];
  const auditor = createServiceFactory({
    service: coreServices.auditor,
    deps: {},
    factory: () => ({
      createEvent: async ({ meta }) => ({
        success: async () => void events.push({ meta, outcome: 'done' }),
        fail: async ({ error }: { error: Error }) =>
          void events.push({ meta, outcome: error.name }),
      }),
    }),
  });
  context = await setup({
    teams: [team('a')],
    policy: { 'kratix.request.delete': DENY },
    features: [auditor],
  });
  const { client, asUser, cluster } = context;
  const manifest = {
    metadata: { name: 'b' },
    spec: { id: 'b', name: 'b', password: 'hunter2' },
  };
  await client.applyRequest(
    { platform: 'local', promise: 'team', manifest },
    asUser,
  );
  await client.operateRequest(teamRef('a'), 'pause', asUser);
  await client.operateRequest(teamRef('a'), 'pause', asUser).catch(() => {});
  await client.chooseVersion(teamRef('a'), 'v1', asUser).catch(() => {});
  const writes = cluster.writes.length;
  await client.deleteRequest(teamRef('a'), asUser).catch(() => {});
  expect(cluster.writes).toHaveLength(writes);

  const at = { platform: 'local', promise: 'team' };
  const a = { ...at, namespace: 'default', name: 'a' };
  expect(events).toEqual([
    {
      meta: { action: 'apply', ...at, name: 'b' },
      outcome: 'done',
    },
    { meta: { action: 'pause', ...a }, outcome: 'done' },
    { meta: { action: 'pause', ...a }, outcome: 'ConflictError' },
    {
      meta: { action: 'chooseVersion', ...a, version: 'v1' },
      outcome: 'ConflictError',
    },
    {
      meta: { action: 'delete', ...a, dryRun: false },
      outcome: 'NotAllowedError',
    },
  ]);
  expect(JSON.stringify(events)).not.toContain('hunter2');
});
