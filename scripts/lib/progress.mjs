import { UserError } from './UserError.mjs';

const seconds = since => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/**
 * Runs one step and says so: a line that counts the seconds in a terminal, two lines elsewhere.
 *
 * @param title - what is being done
 * @param work - the step; return a string to say how it went
 */
export async function step(title, work) {
  const started = Date.now();
  const live = process.stdout.isTTY;
  const show = text =>
    process.stdout.write(live ? `\r\x1b[K${text}` : `${text}\n`);
  show(`  ${title} …`);
  const timer = live
    ? setInterval(() => show(`  ${title} … ${seconds(started)}`), 500)
    : undefined;
  try {
    const outcome = await work();
    show(
      `✔ ${title}${
        typeof outcome === 'string' ? `: ${outcome}` : ''
      } (${seconds(started)})`,
    );
  } catch (error) {
    show(`✖ ${title}`);
    throw error;
  } finally {
    clearInterval(timer);
    if (live) {
      process.stdout.write('\n');
    }
  }
}

/** Runs a script's main function; failures end it with a message a person can act on. */
export async function main(run) {
  try {
    await run();
  } catch (error) {
    if (error instanceof UserError) {
      console.error(`\n${error.message}\n\n→ ${error.wayOut}`);
    } else {
      console.error(error);
    }
    process.exitCode = 1;
  }
}
