import {
  createTranslationRef,
  TranslationFunction,
} from '@backstage/frontend-plugin-api';
import {
  diagnosisMessages,
  progressMessages,
} from 'backstage-plugin-kratix-common';
import { destinationMessages } from './translation/destinations';
import { entityMessages } from './translation/entity';
import { formMessages } from './translation/form';
import { ingestionMessages } from './translation/ingestion';
import { platformMessages } from './translation/platforms';
import { promiseMessages } from './translation/promises';
import { requestMessages } from './translation/requests';
import { sharedMessages } from './translation/shared';

/** Every text in English, by area. */
export const messages = {
  ...sharedMessages,
  ...platformMessages,
  ...destinationMessages,
  ...promiseMessages,
  ...requestMessages,
  ...ingestionMessages,
  ...entityMessages,
  ...formMessages,
  /** Why a request is not as it should be: what the common package says of each cause. */
  cause: diagnosisMessages,
  /** How far a request is while nothing is wrong with it: what the common package says of each step. */
  progress: progressMessages,
} as const;

/**
 * Every text of the plugin's pages, in English and, loaded when it is chosen, in German.
 *
 * An app offers a language by its configuration, see the README; texts are replaced by a
 * translation resource of the app's own for this reference.
 *
 * @public
 */
export const kratixTranslationRef = createTranslationRef({
  id: 'kratix',
  messages,
  // A key that is missing there does not compile; the test holds the rest.
  translations: { de: () => import('./translation/de') },
});

/** Looks up a text. */
export type KratixTexts = TranslationFunction<
  (typeof kratixTranslationRef)['T']
>;
