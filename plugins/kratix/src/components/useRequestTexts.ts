import { useMemo } from 'react';
import {
  appLanguageApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { DiagnosisList, RequestState } from 'backstage-plugin-kratix-common';
import { KratixTexts, kratixTranslationRef } from '../translation';
import { causeTexts, stateTexts } from './messageTexts';

/** The plugin's texts, and those that are put together from several. */
export interface RequestTexts {
  t: KratixTexts;
  /** The name of a state; bad health is said with it. */
  stateLabel: (state: RequestState) => string;
  /** Why a request is in its state, and what to do. */
  stateTexts: (state: RequestState) => ReturnType<typeof stateTexts>;
  /** What a diagnosis says. */
  causeTexts: (
    cause: DiagnosisList['items'][number],
  ) => ReturnType<typeof causeTexts>;
}

export function useRequestTexts(): RequestTexts {
  const { t } = useTranslationRef(kratixTranslationRef);
  const { language } = useApi(appLanguageApiRef).getLanguage();
  return useMemo(
    () => ({
      t,
      stateLabel: state =>
        state.name === 'Ready' &&
        (state.health === 'unhealthy' || state.health === 'degraded')
          ? `${t('state.Ready')}, ${t(`health.${state.health}`)}`
          : t(`state.${state.name}`),
      stateTexts: state => stateTexts(state, { t, language }),
      causeTexts: cause => causeTexts(cause, { t, language }),
    }),
    [t, language],
  );
}
