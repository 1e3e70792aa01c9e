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
  const messages: string[] = [];
  const auditor = createServiceFactory({
    service: coreServices.auditor,
    deps: {},
    factory: () => ({
      createEvent: async ({ meta }) => ({
        success: async () => void events.push({ meta, outcome: 'done' }),
        fail: async ({ error }: { error: Error }) => {
          events.push({ meta, outcome: error.name });
          messages.push(`${error.message} ${error.stack} ${error.cause}`);
        },
      }),
    }),
  });
  context = await setup({
    teams: [team('a', { spec: { id: 'hunter2' } })],
    policy: { 'kratix.request.delete': DENY },
    features: [auditor],
  });
  const { client, asUser, cluster } = context;
  const at = { platform: 'local', promise: 'team' };
  const manifest = {
    metadata: { name: 'b' },
    spec: { id: 'b', name: 'b', password: 'hunter2' },
  };
  await client.applyRequest({ ...at, manifest }, asUser);
  const taken = { metadata: { name: 'c' }, spec: { id: 'hunter2' } };
  await client.applyRequest({ ...at, manifest: taken }, asUser).catch(() => {});
  cluster.refusesWrites =
    'Team is invalid: spec.password: Invalid value: "hun\\"ter2": is too short; spec.pin: Invalid value: 4711: is too short';
  await client
    .applyRequest({ ...at, manifest: { ...manifest, spec: {} } }, asUser)
    .catch(() => {});
  cluster.refusesWrites = undefined;
  await client.operateRequest(teamRef('a'), 'pause', asUser);
  await client.operateRequest(teamRef('a'), 'pause', asUser).catch(() => {});
  await client.chooseVersion(teamRef('a'), 'v1', asUser).catch(() => {});
  const writes = cluster.writes.length;
  await client.deleteRequest(teamRef('a'), asUser).catch(() => {});
  expect(cluster.writes).toHaveLength(writes);

  const a = { ...at, namespace: 'default', name: 'a' };
  expect(events).toEqual([
    {
      meta: { action: 'apply', ...at, name: 'b' },
      outcome: 'done',
    },
    { meta: { action: 'apply', ...at, name: 'c' }, outcome: 'ConflictError' },
    { meta: { action: 'apply', ...at, name: 'b' }, outcome: 'InputError' },
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
  expect(messages[0]).toContain('spec.id "…" is taken by request');
  expect(messages[1]).toContain('spec.password: Invalid value: "…"');
  expect(JSON.stringify([events, messages])).not.toMatch(/hun|ter2|4711/);
});
