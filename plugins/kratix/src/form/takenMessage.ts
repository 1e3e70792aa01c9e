import { UniqueCheckResult } from 'backstage-plugin-kratix-common';
import { KratixTexts } from '../translation';

/** Who holds a value, in words; undefined where nobody does. */
export function takenMessage(
  t: KratixTexts,
  value: string,
  { taken, takenBy }: UniqueCheckResult,
): string | undefined {
  if (!taken) {
    return undefined;
  }
  return takenBy
    ? t('unique.takenBy', {
        value,
        name: takenBy.name,
        namespace: takenBy.namespace,
      })
    : t('unique.taken', { value });
}
