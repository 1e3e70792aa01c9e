import { KratixStep } from 'backstage-plugin-kratix-common';

/** Whether a Step is what one looks for: it fails, or is the one at work. */
function isTelling({ state, exitCode, lastFailure }: KratixStep): boolean {
  return state === 'running' || !!exitCode || lastFailure !== undefined;
}

/** Of many Steps a few, in their order: those that fail or run, and as many of the first as fit. */
export function stepsInShort(steps: KratixStep[], most: number): KratixStep[] {
  const telling = steps.filter(isTelling).slice(0, most);
  const others = steps
    .filter(step => !telling.includes(step))
    .slice(0, most - telling.length);
  return steps.filter(step => telling.includes(step) || others.includes(step));
}
