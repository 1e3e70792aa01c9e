import { diagnosisMessages } from './messages';
import { Diagnosis } from './types';

/** Puts values in place of the `{{name}}` of a text; a name without a value is left out. */
export function fillMessage(
  text: string,
  values: Record<string, string> = {},
): string {
  return closeSentence(
    text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? ''),
  );
}

/**
 * Ends a sentence with a full stop where the value that its colon announces is missing.
 *
 * @public
 */
export function closeSentence(text: string): string {
  return text.trim().replace(/\s*:\s*\.?$/, '.');
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
  return {
    summary: fillMessage(summary, values),
    nextStep: fillMessage(nextStep, values),
  };
}
