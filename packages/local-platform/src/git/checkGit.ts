import { git } from './runGit';

/** Older versions take no settings from their environment, or the user's settings where none are wanted. */
const OLDEST = [2, 32];

/**
 * Makes sure that git is there and new enough.
 *
 * @throws Error that says what to install.
 */
export async function checkGit(): Promise<void> {
  const answer = (await git(['--version'])).trim();
  if (!isRecentGit(answer)) {
    throw new Error(
      `The local platform needs git ${OLDEST.join(
        '.',
      )} or newer, and found "${answer}". Install a newer one and make sure that it comes first on the PATH.`,
    );
  }
}

/** Whether the answer of `git --version` is that of a version that will do. */
export function isRecentGit(answer: string): boolean {
  const [, major, minor] = /(\d+)\.(\d+)/.exec(answer) ?? [];
  return (
    Number(major) > OLDEST[0] ||
    (Number(major) === OLDEST[0] && Number(minor) >= OLDEST[1])
  );
}
