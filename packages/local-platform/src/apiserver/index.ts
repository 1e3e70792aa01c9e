export { createApiServer } from './createApiServer';
export type {
  ApiServer,
  ApiServerLogger,
  ApiServerOptions,
} from './createApiServer';
export type { LogReader, LogRequest } from './http/LogReader';
export type { AdmissionMatcher } from './operations/AdmissionChain';
