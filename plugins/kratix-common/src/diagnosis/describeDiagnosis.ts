import { diagnosisMessages } from './messages';
import { Diagnosis } from './types';

/** Puts values in place of the `{{name}}` of a text; a name without a value is left out. */
function fill(text: string, values: Record<string, string>): string {
  return text
    .replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '')
    .trim();
}

/**
 * What a diagnosis says, in English. The values are texts of a cluster: escape them as any other.
 *
 * @public
 */
export function describeDiagnosis({
  code,
  values,
}: Pick<Diagnosis, 'code' | 'values'>): {
  summary: string;
  nextStep: string;
} {
  const { summary, nextStep } = diagnosisMessages[code];
  return { summary: fill(summary, values), nextStep: fill(nextStep, values) };
}
