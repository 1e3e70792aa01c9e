import { TranslationFunction } from '@backstage/frontend-plugin-api';
import { UniqueCheckResult } from 'backstage-plugin-kratix-common';
import { kratixTranslationRef } from '../translation';

type Messages = (typeof kratixTranslationRef)['T'];

/** Who holds a value, in words; undefined where nobody does. */
export function takenMessage(
  t: TranslationFunction<Messages>,
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
