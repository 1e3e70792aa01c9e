import { PromiseSummary } from 'backstage-plugin-kratix-common';

/** Whether every word of the text is found in what a Promise shows of itself; case is ignored. */
export function matchesText(promise: PromiseSummary, text: string): boolean {
  const { title, name, description, api } = promise;
  const haystack = [title, name, description, api?.kind, api?.group]
    .join(' ')
    .toLocaleLowerCase('en-US');
  return text
    .toLocaleLowerCase('en-US')
    .split(/\s+/)
    .every(word => haystack.includes(word));
}
