import path from 'node:path';

/** Where the log of one run of a container is. */
export function logFile(
  podDirectory: string,
  container: string,
  restartCount: number,
): string {
  return path.join(podDirectory, 'logs', container, `${restartCount}.log`);
}
