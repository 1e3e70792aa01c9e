import {
  AuditorService,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  InputError,
  NotAllowedError,
  NotFoundError,
  toError,
} from '@backstage/errors';
import {
  AuthorizeResult,
  BasicPermission,
} from '@backstage/plugin-permission-common';
import {
  IngestionPage,
  IngestionPages,
  IngestionReport,
  kratixIngestionApprovePermission,
  kratixPlatformReadPermission,
  ReleaseRemovalsResult,
} from 'backstage-plugin-kratix-common';
import express, { Request } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { Ledger } from '../ledger/Ledger';
import { ReportedSource } from './ProviderReport';
import {
  readForeign,
  readIngestionReport,
  readRejections,
} from './readIngestionReport';

/** What the routes work with. */
export interface IngestionRouterOptions {
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  auditor: AuditorService;
  ledger(): Promise<Ledger>;
  sources: ReportedSource[];
}

const pageSchema = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .default('0'),
});

const releaseSchema = z.object({ hold: z.string().max(100) });

function parse<T extends z.ZodTypeAny>(schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const [{ path, message }] = parsed.error.issues;
    throw new InputError(`${path.join('.') || 'The body'}: ${message}`);
  }
  return parsed.data;
}

type ReadPage<L extends keyof IngestionPages> = (
  ledger: Ledger,
  source: string,
  page: { limit: number; offset: number },
) => Promise<{ items: IngestionPages[L][]; totalItems: number }>;

const lists: { [L in keyof IngestionPages]: ReadPage<L> } = {
  rejected: async (ledger, source, page) => ({
    items: await readRejections(ledger, source, page),
    totalItems: (await ledger.rejections.count(source)).rejected,
  }),
  foreign: async (ledger, source, page) => ({
    items: await readForeign(ledger, source, page),
    totalItems: (await ledger.rejections.count(source)).foreign,
  }),
  held: async (ledger, source, page) => ({
    items: await ledger.removals.page(source, page),
    totalItems: (await ledger.source(source)).held?.removals ?? 0,
  }),
};

/**
 * Serves `/kratix/ingestion` under the catalog's own base path: the report, its lists page by page,
 * and the release of removals that are held.
 */
export function ingestionRouter(
  options: IngestionRouterOptions,
): express.Router {
  const { httpAuth, permissions, auditor, sources } = options;
  const router = PromiseRouter();

  async function may(
    request: Request,
    permission: BasicPermission,
  ): Promise<boolean> {
    const credentials = await httpAuth.credentials(request);
    const [decision] = await permissions.authorize([{ permission }], {
      credentials,
    });
    return decision.result === AuthorizeResult.ALLOW;
  }

  async function demand(
    request: Request,
    permission: BasicPermission,
    purpose: string,
  ): Promise<void> {
    if (!(await may(request, permission))) {
      throw new NotAllowedError(
        `The permission ${permission.name} is needed to ${purpose}`,
      );
    }
  }

  function find(id: string): ReportedSource {
    const source = sources.find(candidate => candidate.id === id);
    if (!source) {
      throw new NotFoundError(
        `There is no source ${id} in catalog.providers.kratix`,
      );
    }
    return source;
  }

  const toSee = 'see what was ingested';

  router.get('/kratix/ingestion', async (request, response) => {
    await demand(request, kratixPlatformReadPermission, toSee);
    const mayRelease = await may(request, kratixIngestionApprovePermission);
    const items = await readIngestionReport(await options.ledger(), sources, {
      mayRelease,
    });
    const report: IngestionReport = {
      items,
      totalItems: items.length,
      pageInfo: {},
    };
    response.json(report);
  });

  for (const list of ['rejected', 'foreign', 'held'] as const) {
    router.get(
      `/kratix/ingestion/:source/${list}`,
      async (request, response) => {
        await demand(request, kratixPlatformReadPermission, toSee);
        const source = find(request.params.source);
        const { limit, cursor } = parse(pageSchema, request.query);
        const { items, totalItems } = await lists[list](
          await options.ledger(),
          source.id,
          { limit, offset: cursor },
        );
        const next = cursor + items.length;
        const page: IngestionPage<typeof list> = {
          items,
          totalItems,
          pageInfo: next < totalItems ? { nextCursor: `${next}` } : {},
        };
        response.json(page);
      },
    );
  }

  router.post(
    '/kratix/ingestion/:source/release',
    express.json({ limit: '10kb' }),
    async (request, response) => {
      await httpAuth.credentials(request, { allow: ['user'] });
      const event = await auditor.createEvent({
        eventId: 'kratix-removals-release',
        severityLevel: 'medium',
        request,
        meta: { source: request.params.source },
      });
      try {
        await demand(
          request,
          kratixIngestionApprovePermission,
          'release removals',
        );
        const source = find(request.params.source);
        const { hold } = parse(releaseSchema, request.body);
        const ledger = await options.ledger();
        const removals = await ledger.removals.release(source.id, hold);
        await event.success({ meta: { hold, removals } });
        void source.read();
        const result: ReleaseRemovalsResult = { source: source.id, removals };
        response.status(202).json(result);
      } catch (error) {
        await event.fail({ error: toError(error) });
        throw error;
      }
    },
  );

  return router;
}
