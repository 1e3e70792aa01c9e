import { InputError } from '@backstage/errors';
import {
  Page,
  PromiseSummary,
  UniqueCheckResult,
} from 'backstage-plugin-kratix-common';
import { KratixPlatform, KratixPlatforms } from 'backstage-plugin-kratix-node';
import { Router } from 'express';
import { z } from 'zod';
import { Access, Rights } from '../access/Access';
import { findPromise, requireSynced } from '../query/findPromise';
import { RequestTable } from '../query/RequestTable';
import { toPromiseDetails } from '../views/promiseDetailsView';
import { toPromiseSummary } from '../views/promiseViews';
import { readField } from '../write/uniqueFields';
import { parse } from './parse';

const listSchema = z.object({ platform: z.string().optional() }).strict();

const addressSchema = z.object({ platform: z.string(), name: z.string() });

const uniqueSchema = z
  .object({ field: z.string(), value: z.string() })
  .strict();

/** GET /promises, /promises/:platform/:name and …/unique */
export function addPromiseRoutes(
  router: Router,
  options: { access: Access; platforms: KratixPlatforms; table: RequestTable },
): void {
  const { access, platforms, table } = options;

  const summarize = (
    platform: string,
    promise: string,
    rights: Rights<'read'>,
  ) => table.summarize(platform, promise, rights.filter('read'));

  const readable = (
    platform: KratixPlatform,
    promise: string,
    rights: Rights<'read'>,
  ) =>
    platform
      .requests(promise)
      .filter(request => rights.allows('read', request));

  router.get('/promises', async (req, res) => {
    await access.requirePlatformRead(req);
    const rights = await access.rights(req, 'read');
    const { platform: only } = parse(listSchema, req.query, 'query');
    const items = (
      only === undefined ? platforms.all() : [platforms.get(only)]
    ).flatMap(platform =>
      platform
        .promises()
        .sort((left, right) => (left.name < right.name ? -1 : 1))
        .map(promise =>
          toPromiseSummary(
            platform,
            promise,
            summarize(platform.name, promise.name, rights),
          ),
        ),
    );
    const page: Page<PromiseSummary> = {
      items,
      totalItems: items.length,
      pageInfo: {},
    };
    res.json(page);
  });

  router.get('/promises/:platform/:name', async (req, res) => {
    await access.requirePlatformRead(req);
    const rights = await access.rights(req, 'read');
    const address = parse(addressSchema, req.params, 'path');
    const platform = platforms.get(address.platform);
    const promise = findPromise(platform, address.name);
    const summary = summarize(platform.name, promise.name, rights);
    const requests = readable(platform, promise.name, rights);
    res.json(toPromiseDetails(platform, promise, summary, requests));
  });

  router.get('/promises/:platform/:name/unique', async (req, res) => {
    await access.requirePlatformRead(req);
    const rights = await access.rights(req, 'read');
    const address = parse(addressSchema, req.params, 'path');
    const { field, value } = parse(uniqueSchema, req.query, 'query');
    const platform = platforms.get(address.platform);
    const promise = findPromise(platform, address.name);
    if (!promise.uniqueFields.includes(field)) {
      throw new InputError(
        `${field} of Promise ${promise.name} need not be unique; these must: ${
          promise.uniqueFields.join(', ') || 'none'
        }`,
      );
    }
    requireSynced(platform, 'request', promise.name);
    const holder = platform.requests(promise.name).find(request => {
      const manifest = platform.manifest(request.ref);
      return manifest && readField(manifest, field) === value;
    });
    const answer: UniqueCheckResult = {
      taken: holder !== undefined,
      takenBy: holder && rights.allows('read', holder) ? holder.ref : undefined,
    };
    res.json(answer);
  });
}
