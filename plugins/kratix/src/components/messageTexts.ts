import {
  closeSentence,
  Diagnosis,
  diagnosisMessages,
  DiagnosisList,
  isProgressCode,
  RequestState,
} from 'backstage-plugin-kratix-common';
import { KratixTexts } from '../translation';

/** What messages may speak of; where one does not, nothing is said. */
const NOTHING = {
  agent: '',
  attempt: '',
  destination: '',
  destinations: '',
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
  parent: '',
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

/** How texts are said: the words, and the language of dates in them. */
export interface Language {
  t: KratixTexts;
  /** BCP 47. */
  language: string;
}

const HEALTH = ['unhealthy', 'degraded'] as const;

/** The values of a message, those that are no words of a cluster in the language of the page. */
function spoken(values: Record<string, string>, { t, language }: Language) {
  const health = HEALTH.find(name => name === values.health);
  const since = new Date(values.since ?? NaN);
  return {
    ...NOTHING,
    ...values,
    ...(health && { health: t(`health.${health}`) }),
    ...(since.getTime() && { since: since.toLocaleString(language) }),
  };
}

type Message = Pick<Diagnosis, 'code' | 'values'>;

const isKnown = (message: { code: string }): message is Message =>
  Object.hasOwn(diagnosisMessages, message.code);

const sayCause = ({ code, values }: Message, language: Language) => ({
  summary: closeSentence(
    language.t(`cause.${code}.summary`, spoken(values, language)),
  ),
  nextStep: language.t(`cause.${code}.nextStep`),
});

/**
 * Why a request is not as it should be, and what to do. A cause that only a newer backend knows is said
 * in its own words.
 */
export function causeTexts(
  cause: DiagnosisList['items'][number],
  language: Language,
): { summary: string; nextStep: string } {
  const { summary, nextStep } = cause;
  return isKnown(cause) ? sayCause(cause, language) : { summary, nextStep };
}

/**
 * Why a request is in its state, and what to do. What the backend does not tell by a code, or by one
 * that only a newer one knows, is said in its own words.
 */
export function stateTexts(
  { code, values = {}, reason, nextStep }: RequestState,
  language: Language,
): Pick<RequestState, 'reason' | 'nextStep'> {
  if (code === undefined) {
    return { reason, nextStep };
  }
  if (isProgressCode(code)) {
    return {
      reason: language.t(`progress.${code}`, spoken(values, language)),
    };
  }
  const message = { code, values };
  if (!isKnown(message)) {
    return { reason, nextStep };
  }
  const said = sayCause(message, language);
  return { reason: said.summary, nextStep: said.nextStep };
}
