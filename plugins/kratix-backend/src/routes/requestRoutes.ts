import { RequestPage } from 'backstage-plugin-kratix-common';
import { KratixPlatforms } from 'backstage-plugin-kratix-node';
import { Router } from 'express';
import { Access } from '../access/Access';
import { findRequest } from '../query/findRequest';
import { listQuerySchema } from '../query/listQuery';
import { listRequests } from '../query/listRequests';
import { countByState } from '../views/promiseViews';
import {
  DETAIL_RIGHTS,
  toRequestDetails,
  toRequestSummary,
} from '../views/requestViews';
import { parse, parseRef, REQUEST_ROUTE } from './parse';

/** GET /requests and one request */
export function addRequestRoutes(
  router: Router,
  options: { access: Access; platforms: KratixPlatforms },
): void {
  const { access, platforms } = options;

  router.get('/requests', async (req, res) => {
    const rights = await access.rights(req, 'read');
    rights.require('read');
    const query = parse(listQuerySchema, req.query, 'query');
    const readable = (
      query.platform === undefined
        ? platforms.all()
        : [platforms.get(query.platform)]
    ).flatMap(platform =>
      platform
        .requests(query.promise)
        .filter(request => rights.allows('read', request))
        .map(request => ({
          platform,
          request,
          state: platform.requestState(request),
        })),
    );
    const { items, totalItems, nextCursor, states } = listRequests(
      readable,
      query,
    );
    const page: RequestPage = {
      items: items.map(({ platform, request }) =>
        toRequestSummary(platform, request),
      ),
      totalItems,
      pageInfo: { nextCursor },
      counts: countByState(states),
    };
    res.json(page);
  });

  router.get(REQUEST_ROUTE, async (req, res) => {
    const rights = await access.rights(req, ...DETAIL_RIGHTS);
    rights.require('read');
    const ref = parseRef(req.params);
    const platform = platforms.get(ref.platform);
    const { request, manifest } = findRequest(platform, ref, rights);
    res.json(toRequestDetails(platform, request, manifest, rights));
  });
}
