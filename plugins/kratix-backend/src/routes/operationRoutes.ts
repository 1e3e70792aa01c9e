import { RequestOperation } from 'backstage-plugin-kratix-common';
import { Router } from 'express';
import { Access } from '../access/Access';
import { RequestOperator } from '../write/RequestOperator';
import { parseRef, REQUEST_ROUTE } from './parse';

const OPERATIONS: RequestOperation[] = ['reconcile', 'pause', 'resume'];

/** POST …/reconcile, …/pause and …/resume */
export function addOperationRoutes(
  router: Router,
  options: { access: Access; operator: RequestOperator },
): void {
  const { access, operator } = options;
  for (const operation of OPERATIONS) {
    router.post(`${REQUEST_ROUTE}/${operation}`, async (req, res) => {
      const rights = await access.rights(req, 'read', 'reconcile');
      rights.require('reconcile');
      const caller = await access.caller(req);
      await operator.operate(parseRef(req.params), operation, rights, caller);
      res.status(204).end();
    });
  }
}
