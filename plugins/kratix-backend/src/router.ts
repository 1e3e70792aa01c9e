import { AuditorService } from '@backstage/backend-plugin-api';
import { KratixPlatforms } from 'backstage-plugin-kratix-node';
import express from 'express';
import PromiseRouter from 'express-promise-router';
import { Access } from './access/Access';
import { AppliedWrites } from './onDemand/AppliedWrites';
import { tellRevisions } from './live/tellRevisions';
import { FailedRuns } from './onDemand/FailedRuns';
import { FileHistory } from './onDemand/FileHistory';
import { RequestTable } from './query/RequestTable';
import { addDestinationRoutes } from './routes/destinationRoutes';
import { addOnDemandRoutes } from './routes/onDemandRoutes';
import { addOperationRoutes } from './routes/operationRoutes';
import { addPlatformRoutes } from './routes/platformRoutes';
import { addPromiseRoutes } from './routes/promiseRoutes';
import { addRequestRoutes } from './routes/requestRoutes';
import { addWaitRoute } from './routes/waitRoute';
import { addWriteRoutes } from './routes/writeRoutes';
import { RequestOperator } from './write/RequestOperator';
import { RequestWriter } from './write/RequestWriter';

/** The HTTP API under `/api/kratix`; see `KratixClient` of the common package for its contract. */
export function createRouter(options: {
  access: Access;
  auditor: AuditorService;
  platforms: KratixPlatforms;
  history: FileHistory;
  writes: AppliedWrites;
  failures: FailedRuns;
  table: RequestTable;
  writer: RequestWriter;
  operator: RequestOperator;
  shutdown: AbortSignal;
}): express.Router {
  const router = PromiseRouter();
  router.use(tellRevisions(options.platforms));
  addPlatformRoutes(router, options);
  addDestinationRoutes(router, options);
  addPromiseRoutes(router, options);
  addRequestRoutes(router, options);
  addOnDemandRoutes(router, options);
  addWaitRoute(router, options);
  addWriteRoutes(router, options);
  addOperationRoutes(router, options);
  return router;
}
