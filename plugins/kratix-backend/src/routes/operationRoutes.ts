import { AuditorService } from '@backstage/backend-plugin-api';
import { RequestOperation } from 'backstage-plugin-kratix-common';
import { Router } from 'express';
import { z } from 'zod';
import { Access } from '../access/Access';
import { RequestOperator } from '../write/RequestOperator';
import { audited } from './audit';
import { parse, parseRef, REQUEST_ROUTE } from './parse';
import { readJson } from './readJson';

const OPERATIONS: RequestOperation[] = ['reconcile', 'pause', 'resume'];

const asked = z.object({ version: z.unknown() }).catch({});

const versionSchema = z
  .object({ version: z.string().min(1).max(253) })
  .strict();

/** POST …/reconcile, …/pause, …/resume and …/version */
export function addOperationRoutes(
  router: Router,
  options: {
    access: Access;
    auditor: AuditorService;
    operator: RequestOperator;
  },
): void {
  const { access, auditor, operator } = options;
  for (const operation of OPERATIONS) {
    router.post(`${REQUEST_ROUTE}/${operation}`, async (req, res) => {
      const change = { action: operation, subject: req.params };
      await audited(auditor, req, change, async () => {
        const rights = await access.rights(req, 'read', 'reconcile');
        rights.require('reconcile');
        const caller = await access.caller(req);
        await operator.operate(parseRef(req.params), operation, rights, caller);
      });
      res.status(204).end();
    });
  }

  router.post(`${REQUEST_ROUTE}/version`, readJson(10), async (req, res) => {
    const subject = { ...asked.parse(req.body), ...req.params };
    const change = { action: 'chooseVersion', subject } as const;
    await audited(auditor, req, change, async () => {
      const rights = await access.rights(req, 'read', 'reconcile');
      rights.require('reconcile');
      const { version } = parse(versionSchema, req.body, 'body');
      const caller = await access.caller(req);
      const ref = parseRef(req.params);
      await operator.chooseVersion(ref, version, rights, caller);
    });
    res.status(204).end();
  });
}
