export { createApiServer } from './createApiServer';
export type {
  ApiServer,
  ApiServerLogger,
  ApiServerOptions,
  AuthorizationMode,
} from './createApiServer';
export type { LogReader, LogRequest } from './http/LogReader';
export type { AdmissionMatcher } from './operations/AdmissionChain';
