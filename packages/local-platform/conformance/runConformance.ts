import { randomInt } from 'node:crypto';
import { KubeConfig } from '@kubernetes/client-node';
import { Check, Mismatch, NotChecked, Outcome } from './Check';
import { CheckContext } from './CheckContext';
import { checks } from './checks';
import { ConformanceOptions } from './ConformanceOptions';
import { findApiServer } from './findApiServer';
import { KubeApi } from './KubeApi';

/** A check that was made or not, and what came of it. */
export interface Row {
  area: string;
  check: Check;
  outcome: Outcome;
  /** In milliseconds. */
  took: number;
}

/** What a run found out. */
export interface Report {
  rows: Row[];
  /** What the run could not remove again: path and reason. */
  left: string[];
  /** The value of the label {@link runLabel} of what this run created. */
  suffix: string;
}

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';
const cleanUpTimeoutMs = 120_000;

function newSuffix(): string {
  return Array.from(
    { length: 5 },
    () => letters[randomInt(letters.length)],
  ).join('');
}

/**
 * Makes all checks, one after another, and removes what they created: also when one fails, and when `signal`
 * ends the run, which leaves the rest not checked.
 *
 * @param onRow - told of each check as soon as it is done
 * @throws Error when there is no API server to check, or it does not take the credentials
 */
export async function runConformance(
  config: KubeConfig,
  options: ConformanceOptions,
  signal: AbortSignal,
  onRow: (row: Row) => void = () => {},
): Promise<Report> {
  const api = new KubeApi(config, signal);
  await findApiServer(api, config.getCurrentCluster()?.server ?? 'nowhere');
  const context = new CheckContext(api, options, newSuffix(), signal);
  const rows: Row[] = [];
  const outcomes = new Map<Check, Outcome>();
  const chosen = choose(options.only);
  for (const [area, list] of Object.entries(checks)) {
    for (const check of list) {
      const before = Date.now();
      const outcome =
        reasonNotTo(check, chosen, outcomes, signal) ??
        (await judge(context, check, signal));
      outcomes.set(check, outcome);
      const row = { area, check, outcome, took: Date.now() - before };
      rows.push(row);
      onRow(row);
    }
  }
  const left = await cleanUp(context);
  return { rows, left, suffix: context.suffix };
}

/** The checks to make: those whose names are asked for, and what they need. */
function choose(only: string[] | undefined): Set<Check> {
  const chosen = new Set<Check>();
  const add = (check: Check) => {
    chosen.add(check);
    check.needs?.forEach(add);
  };
  Object.values(checks)
    .flat()
    .filter(
      ({ name }) =>
        !only?.length ||
        only.some(part => name.toLowerCase().includes(part.toLowerCase())),
    )
    .forEach(add);
  return chosen;
}

function reasonNotTo(
  check: Check,
  chosen: Set<Check>,
  outcomes: Map<Check, Outcome>,
  signal: AbortSignal,
): Outcome | undefined {
  if (signal.aborted) {
    return { result: 'not checked', why: 'the run was ended before' };
  }
  if (!chosen.has(check)) {
    return { result: 'not checked', why: 'not asked for (--only)' };
  }
  const missing = check.needs?.find(
    need => outcomes.get(need)?.result !== 'held',
  );
  return missing && { result: 'not checked', why: `needs: ${missing.name}` };
}

async function judge(
  context: CheckContext,
  check: Check,
  signal: AbortSignal,
): Promise<Outcome> {
  try {
    await context.open();
    await check.run(context);
    return { result: 'held' };
  } catch (error) {
    if (signal.aborted) {
      return { result: 'not checked', why: 'the run was ended meanwhile' };
    }
    if (error instanceof NotChecked) {
      return { result: 'not checked', why: error.message };
    }
    return error instanceof Mismatch
      ? { result: 'failed', expected: error.expected, seen: error.seen }
      : {
          result: 'failed',
          expected: 'an answer',
          seen: error instanceof Error ? error.message : String(error),
        };
  }
}

/** Removes what the run created, last first, and waits until it is gone. Gives what stayed, and why. */
async function cleanUp(context: CheckContext): Promise<string[]> {
  const api = context.api.withSignal(new AbortController().signal);
  const left: string[] = [];
  for (const path of context.held) {
    // What is gone already needs no letting go; what cannot be let go of shows below.
    await api.merge(path, { metadata: { finalizers: null } }).catch(() => {});
  }
  for (const path of context.created.reverse()) {
    try {
      const { status } = await api.call('DELETE', path);
      if (status !== 404) {
        await waitUntilGone(api, path);
      }
    } catch (error) {
      left.push(`${path}: ${error instanceof Error ? error.message : error}`);
    }
  }
  return left;
}

async function waitUntilGone(api: KubeApi, path: string): Promise<void> {
  const deadline = Date.now() + cleanUpTimeoutMs;
  while ((await api.find(path)) !== undefined) {
    if (Date.now() > deadline) {
      throw new Error(`still there after ${cleanUpTimeoutMs / 1000} s`);
    }
    await new Promise(resolve => setTimeout(resolve, 200));
  }
}
