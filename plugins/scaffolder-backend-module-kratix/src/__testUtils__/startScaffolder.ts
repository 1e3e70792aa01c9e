import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  coreServices,
  createServiceFactory,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  DefinitivePolicyDecision,
} from '@backstage/plugin-permission-common';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
// eslint-disable-next-line @backstage/no-mixed-plugin-imports -- tests run against the real backend
import kratixPlugin from 'backstage-plugin-kratix-backend';
import { KratixClient } from 'backstage-plugin-kratix-common';
import { startLocalPlatform } from 'kratix-local-platform';
import scaffolderModuleKratix from '../index';
import { eventually } from './eventually';

const PROMISES = path.resolve(__dirname, '../../../../promises');

/** A step of a template. */
export interface Step {
  id?: string;
  name?: string;
  action: string;
  input?: object;
}

/** What became of a task. */
export interface TaskResult {
  id: string;
  status: string;
  log: string;
  output: Record<string, unknown>;
}

/**
 * A local platform with the project's Promises and those of `promises`, and a Backstage backend with
 * the real scaffolder, this module and kratix-backend. Only the catalog is kept in memory.
 */
export async function startScaffolder(
  options: {
    promises?: string;
    /** As whom the platform is written to, as the configuration has it. */
    identity?: { type: string; provider: string };
  } = {},
) {
  const root = await fs.mkdtemp(path.join(tmpdir(), 'kratix-scaffolder-'));
  const platform = await startLocalPlatform({
    dataDir: path.join(root, 'platform'),
    port: 0,
    gitPort: 0,
    retryBackoffMs: 50,
    promises: [PROMISES, ...(options.promises ? [options.promises] : [])],
  });
  const entities = new Map<string, Entity>();
  const add = (entity: Entity) =>
    entities.set(stringifyEntityRef(entity), entity);
  const catalogNow = () =>
    catalogServiceMock({ entities: [...entities.values()] });
  const denied = new Set<string>();
  const decide = ({
    permission,
  }: {
    permission: { name: string };
  }): DefinitivePolicyDecision => ({
    result: denied.has(permission.name)
      ? AuthorizeResult.DENY
      : AuthorizeResult.ALLOW,
  });
  const permissions: PermissionsService = {
    authorize: async requests => requests.map(decide),
    authorizeConditional: async requests => requests.map(decide),
  };
  const backend = await startTestBackend({
    features: [
      kratixPlugin,
      scaffolderPlugin,
      scaffolderModuleKratix,
      createServiceFactory({
        service: coreServices.permissions,
        deps: {},
        factory: () => permissions,
      }),
      createServiceFactory({
        service: catalogServiceRef,
        deps: {},
        factory: () =>
          catalogServiceMock.mock({
            getEntities: async request => catalogNow().getEntities(request),
            getEntityByRef: async ref => catalogNow().getEntityByRef(ref),
          }),
      }),
      mockServices.rootConfig.factory({
        data: {
          kratix: {
            platforms: {
              local: {
                kubeconfig: { path: platform.kubeconfigPath, context: 'local' },
                ...(options.identity && { identity: options.identity }),
              },
            },
          },
        },
      }),
    ],
  });
  const address = backend.server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const baseUrl = `http://127.0.0.1:${port}/api`;
  const token = mockCredentials.user.token('user:default/guest');

  const call = async (method: string, route: string, body?: unknown) => {
    const response = await fetch(`${baseUrl}/scaffolder/v2${route}`, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/json',
      },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  };
  const template = (steps: Step[], output?: object): Entity => ({
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: { name: 'under-test', namespace: 'default' },
    spec: {
      type: 'test',
      steps: JSON.parse(JSON.stringify(steps)),
      output: { ...output },
    },
  });
  const start = async (entity: Entity, values: object = {}) => {
    add(entity);
    const templateRef = stringifyEntityRef(entity);
    const created = await call('POST', '/tasks', { templateRef, values });
    if (created.status !== 201) {
      throw new Error(JSON.stringify(created.body));
    }
    return String(created.body.id);
  };
  const logOf = async (id: string): Promise<string> => {
    const events = await call('GET', `/tasks/${id}/events?after=-1`);
    return events.body
      .map((event: { body: { message: string } }) => event.body.message)
      .join('\n');
  };
  const resultOf = async (id: string): Promise<TaskResult> => {
    const status = await eventually(async () => {
      const { body } = await call('GET', `/tasks/${id}`);
      if (!['completed', 'failed', 'cancelled'].includes(body.status)) {
        throw new Error(`Task ${id} is ${body.status}: ${await logOf(id)}`);
      }
      return body.status;
    }, 60_000);
    const { body: events } = await call('GET', `/tasks/${id}/events?after=-1`);
    const output = events
      .map((event: { body: { output?: object } }) => event.body.output)
      .find((value: unknown) => value);
    return { id, status, log: await logOf(id), output: output ?? {} };
  };
  const discovery = {
    getBaseUrl: async (plugin: string) => `${baseUrl}/${plugin}`,
    getExternalBaseUrl: async (plugin: string) => `${baseUrl}/${plugin}`,
  };
  const client = new KratixClient({
    discoveryApi: discovery,
    fetchApi: { fetch },
  });
  await eventually(async () => {
    const { items } = await client.listPromises({}, { token });
    expect(
      items.filter(({ state }) => state.name === 'Available').length,
    ).toBeGreaterThanOrEqual(2);
    const { items: all } = await client.listPlatforms({ token });
    expect(all).toMatchObject([{ synced: true }]);
  }, 60_000);

  return {
    client,
    discovery,
    asUser: { token },
    platform,
    denied,
    addEntity: add,
    start,
    logOf,
    resultOf,
    /** Runs the steps as one task. */
    run: async (steps: Step[], output?: object) =>
      resultOf(await start(template(steps, output))),
    /** Runs a Template with the values of its form. */
    runTemplate: async (entity: Entity, values: object) =>
      resultOf(await start(entity, values)),
    startSteps: (steps: Step[]) => start(template(steps)),
    dryRun: (steps: Step[], secrets?: Record<string, string>) =>
      call('POST', '/dry-run', {
        template: template(steps),
        values: {},
        directoryContents: [],
        secrets,
      }),
    cancel: (id: string) => call('POST', `/tasks/${id}/cancel`),
    stop: async () => {
      await backend.stop();
      await platform.stop();
      await fs.rm(root, { recursive: true, force: true });
    },
  };
}
