import { InputError } from '@backstage/errors';
import { json, Router } from 'express';
import { z } from 'zod';
import { Access } from '../access/Access';
import { applyBodySchema } from '../write/applyBody';
import { findUnsafeJson } from '../write/findUnsafeJson';
import { RequestWriter } from '../write/RequestWriter';
import { parse, parseRef, REQUEST_ROUTE } from './parse';

/** API servers take no objects that are much larger. */
const BODY_LIMIT = '1mb';

const deleteSchema = z
  .object({ dryRun: z.enum(['true', 'false']).default('false') })
  .strict();

/** POST /requests and DELETE of one request */
export function addWriteRoutes(
  router: Router,
  options: { access: Access; writer: RequestWriter },
): void {
  const { access, writer } = options;

  router.post('/requests', json({ limit: BODY_LIMIT }), async (req, res) => {
    const rights = await access.rights(req, 'read', 'create', 'update');
    rights.require('create', 'update');
    const unsafe = findUnsafeJson(req.body);
    if (unsafe) {
      throw new InputError(`The body is not valid: ${unsafe}`);
    }
    const body = parse(applyBodySchema, req.body, 'body');
    const caller = await access.caller(req);
    const result = await writer.apply(body, rights, caller);
    const isNew = result.operation === 'created' && !body.dryRun;
    res.status(isNew ? 201 : 200).json(result);
  });

  router.delete(REQUEST_ROUTE, async (req, res) => {
    const rights = await access.rights(req, 'read', 'delete');
    rights.require('delete');
    const { dryRun } = parse(deleteSchema, req.query, 'query');
    const caller = await access.caller(req);
    await writer.delete(parseRef(req.params), rights, caller, {
      dryRun: dryRun === 'true',
    });
    res.status(204).end();
  });
}
