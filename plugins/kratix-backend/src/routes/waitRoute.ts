import { createHash } from 'node:crypto';
import {
  KratixRequest,
  RequestState,
  WaitForRequestResult,
} from 'backstage-plugin-kratix-common';
import { KratixPlatforms } from 'backstage-plugin-kratix-node';
import { Router } from 'express';
import { z } from 'zod';
import { Access } from '../access/Access';
import { AppliedWrites } from '../onDemand/AppliedWrites';
import { knowsRequests } from '../query/findPromise';
import { findRequest } from '../query/findRequest';
import { DETAIL_RIGHTS, toRequestDetails } from '../views/requestViews';
import { concernsRequest } from '../wait/concernsRequest';
import { judgeMilestone } from '../wait/judgeMilestone';
import { waitFor } from '../wait/waitFor';
import { parse, parseRef, REQUEST_ROUTE } from './parse';

const querySchema = z
  .object({
    until: z.enum(['accepted', 'reconciled', 'written', 'deleted']),
    generation: z.coerce.number().int().min(0).optional(),
    resourceVersion: z.string().optional(),
    seen: z.string().optional(),
    timeoutSeconds: z.coerce.number().min(0).max(30).default(30),
  })
  .strict();

/** GET …/wait */
export function addWaitRoute(
  router: Router,
  options: {
    access: Access;
    platforms: KratixPlatforms;
    writes: AppliedWrites;
    /** Ends all waits. */
    shutdown: AbortSignal;
  },
): void {
  const { access, platforms, writes, shutdown } = options;

  router.get(`${REQUEST_ROUTE}/wait`, async (req, res) => {
    const rights = await access.rights(req, ...DETAIL_RIGHTS);
    rights.require('read');
    const ref = parseRef(req.params);
    const query = parse(querySchema, req.query, 'query');
    const platform = platforms.get(ref.platform);

    const look = (): WaitForRequestResult => {
      const known = platform.request(ref);
      if (
        query.until === 'deleted' &&
        knowsRequests(platform, ref.promise) &&
        // What the caller may not read is as good as gone, so that the answer does not tell of it.
        !(known && rights.allows('read', known))
      ) {
        return { reached: true, halted: false };
      }
      const { request, manifest } = findRequest(platform, ref, rights);
      const state = platform.requestState(request);
      const progress = judgeMilestone(request, state, query);
      return {
        reached: progress === 'reached',
        halted: progress === 'halted',
        seen: fingerprint(request, state),
        request: toRequestDetails(platform, request, manifest, rights, writes),
      };
    };
    const disconnected = new AbortController();
    res.on('close', () => disconnected.abort());
    const answer = await waitFor(platform, {
      look: () => {
        const result = look();
        const isNews = query.seen !== undefined && result.seen !== query.seen;
        return result.reached || result.halted || isNews ? result : undefined;
      },
      concerns: change => concernsRequest(change, ref),
      timeoutMs: query.timeoutSeconds * 1000,
      signal: AbortSignal.any([disconnected.signal, shutdown]),
    });
    if (!disconnected.signal.aborted) {
      res.json(answer ?? look());
    }
  });
}

/** Changes whenever there is something new to tell a person who waits. */
function fingerprint(request: KratixRequest, state: RequestState): string {
  const { name, reason } = state;
  const phases = request.pipelines.map(item => [item.name, item.phase]);
  return createHash('sha256')
    .update(JSON.stringify([name, reason, phases]))
    .digest('base64url');
}
