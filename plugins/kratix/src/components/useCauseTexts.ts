import { useMemo } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  diagnosisMessages,
  DiagnosisList,
} from 'backstage-plugin-kratix-common';
import { kratixTranslationRef } from '../translation';

type Cause = DiagnosisList['items'][number];

/** What causes may speak of; where one does not, nothing is said. */
const NOTHING = {
  agent: '',
  attempt: '',
  destination: '',
  details: '',
  error: '',
  events: '',
  exitCode: '',
  facts: '',
  finalizers: '',
  health: '',
  image: '',
  manager: '',
  message: '',
  minutes: '',
  missing: '',
  nearest: '',
  pipeline: '',
  promise: '',
  reason: '',
  requirement: '',
  selector: '',
  since: '',
  state: '',
  step: '',
  store: '',
};

/**
 * Says why a request is not as it should be, and what to do, in the language of the page. A cause that
 * only a newer backend knows is said in its own words.
 */
export function useCauseTexts(): (
  cause: Cause,
) => Pick<Cause, 'summary' | 'nextStep'> {
  const { t } = useTranslationRef(kratixTranslationRef);
  return useMemo(
    () => cause => {
      const { code, values, summary, nextStep } = cause;
      return Object.hasOwn(diagnosisMessages, code)
        ? {
            summary: t(`cause.${code}.summary`, {
              ...NOTHING,
              ...values,
            }).trim(),
            nextStep: t(`cause.${code}.nextStep`),
          }
        : { summary, nextStep };
    },
    [t],
  );
}
