import { resolvePackagePath } from '@backstage/backend-plugin-api';

/** The root of the repository. */
export const ROOT = resolvePackagePath('benchmarks', '..');

/** The Promises that the local platform installs. */
export const PROMISES_DIRECTORY = resolvePackagePath(
  'benchmarks',
  '../promises',
);
