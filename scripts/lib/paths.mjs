import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const root = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '../..',
);

/** What the scripts install and remember; may be deleted at any time. */
export const toolsDir = path.join(root, '.tools');

/** Output of the commands that the scripts run. */
export const logsDir = path.join(toolsDir, 'logs');
