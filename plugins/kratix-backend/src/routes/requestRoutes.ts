import { RequestPage } from 'backstage-plugin-kratix-common';
import { KratixPlatforms } from 'backstage-plugin-kratix-node';
import { Router } from 'express';
import { Access } from '../access/Access';
import { AppliedWrites } from '../onDemand/AppliedWrites';
import { familyOf } from '../query/familyOf';
import { findRequest } from '../query/findRequest';
import { listQuerySchema } from '../query/listQuery';
import { listRequests } from '../query/listRequests';
import { RequestTable } from '../query/RequestTable';
import {
  DETAIL_RIGHTS,
  toRequestDetails,
  toRequestSummary,
} from '../views/requestViews';
import { parse, parseRef, REQUEST_ROUTE } from './parse';

/** GET /requests, one request and its family */
export function addRequestRoutes(
  router: Router,
  options: {
    access: Access;
    platforms: KratixPlatforms;
    table: RequestTable;
    writes: AppliedWrites;
  },
): void {
  const { access, platforms, table, writes } = options;

  router.get('/requests', async (req, res) => {
    const rights = await access.rights(req, 'read');
    rights.require('read');
    const query = parse(listQuerySchema, req.query, 'query');
    if (query.platform !== undefined) {
      platforms.get(query.platform);
    }
    const { items, totalItems, nextCursor, counts } = listRequests(
      table,
      query,
      rights.filter('read'),
    );
    const page: RequestPage = {
      items: items.map(({ request, state }) =>
        toRequestSummary(request, state),
      ),
      totalItems,
      pageInfo: { nextCursor },
      counts,
    };
    res.json(page);
  });

  router.get(REQUEST_ROUTE, async (req, res) => {
    const rights = await access.rights(req, ...DETAIL_RIGHTS);
    rights.require('read');
    const ref = parseRef(req.params);
    const platform = platforms.get(ref.platform);
    const { request, manifest } = findRequest(platform, ref, rights);
    res.json(toRequestDetails(platform, request, manifest, rights, writes));
  });

  router.get(`${REQUEST_ROUTE}/family`, async (req, res) => {
    const rights = await access.rights(req, 'read');
    rights.require('read');
    const ref = parseRef(req.params);
    const platform = platforms.get(ref.platform);
    const { request } = findRequest(platform, ref, rights);
    res.json(familyOf(platform, request, rights));
  });
}
