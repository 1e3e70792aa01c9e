export { BareRepositories } from './BareRepositories';
export { checkGit } from './checkGit';
export { GitHttpServer, type GitHttpServerOptions } from './GitHttpServer';
export { GitStateStoreWriter } from './GitStateStoreWriter';
export {
  StateStoreError,
  type GitStateStoreAddress,
  type StateStoreChange,
  type StateStoreFile,
  type StateStoreWriter,
} from './stateStoreWriter';
