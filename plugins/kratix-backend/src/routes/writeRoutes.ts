import { AuditorService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { Router } from 'express';
import { z } from 'zod';
import { Access } from '../access/Access';
import { applyBodySchema } from '../write/applyBody';
import { findUnsafeJson } from '../write/findUnsafeJson';
import { RequestWriter } from '../write/RequestWriter';
import { audited } from './audit';
import { parse, parseRef, REQUEST_ROUTE } from './parse';
import { readJson } from './readJson';

/** API servers take no objects that are much larger. */
const BODY_KILOBYTES = 1024;

const deleteSchema = z
  .object({ dryRun: z.enum(['true', 'false']).default('false') })
  .strict();

/** POST /requests and DELETE of one request */
export function addWriteRoutes(
  router: Router,
  options: {
    access: Access;
    auditor: AuditorService;
    writer: RequestWriter;
  },
): void {
  const { access, auditor, writer } = options;

  router.post('/requests', readJson(BODY_KILOBYTES), async (req, res) => {
    const change = { action: 'apply', subject: req.body } as const;
    const { result, isNew } = await audited(auditor, req, change, async () => {
      const rights = await access.rights(req, 'read', 'create', 'update');
      rights.require('create', 'update');
      const unsafe = findUnsafeJson(req.body);
      if (unsafe) {
        throw new InputError(`The body is not valid: ${unsafe}`);
      }
      const body = parse(applyBodySchema, req.body, 'body');
      const caller = await access.caller(req);
      const applied = await writer.apply(body, rights, caller);
      return {
        result: applied,
        isNew: applied.operation === 'created' && !body.dryRun,
      };
    });
    res.status(isNew ? 201 : 200).json(result);
  });

  router.delete(REQUEST_ROUTE, async (req, res) => {
    const subject = { ...req.params, dryRun: req.query.dryRun === 'true' };
    const change = { action: 'delete', subject } as const;
    await audited(auditor, req, change, async () => {
      const rights = await access.rights(req, 'read', 'delete');
      rights.require('delete');
      const { dryRun } = parse(deleteSchema, req.query, 'query');
      const caller = await access.caller(req);
      await writer.delete(parseRef(req.params), rights, caller, {
        dryRun: dryRun === 'true',
      });
    });
    res.status(204).end();
  });
}
