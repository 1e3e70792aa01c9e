import { useMemo } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RequestState } from 'backstage-plugin-kratix-common';
import { KratixTexts, kratixTranslationRef } from '../translation';

/** The plugin's texts, and those that are put together from several. */
export interface RequestTexts {
  t: KratixTexts;
  /** The name of a state; bad health is said with it. */
  stateLabel: (state: RequestState) => string;
}

export function useRequestTexts(): RequestTexts {
  const { t } = useTranslationRef(kratixTranslationRef);
  return useMemo(
    () => ({
      t,
      stateLabel: state =>
        state.name === 'Ready' &&
        (state.health === 'unhealthy' || state.health === 'degraded')
          ? `${t('state.Ready')}, ${t(`health.${state.health}`)}`
          : t(`state.${state.name}`),
    }),
    [t],
  );
}
