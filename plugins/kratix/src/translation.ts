import {
  createTranslationRef,
  TranslationFunction,
} from '@backstage/frontend-plugin-api';
import { destinationMessages } from './translation/destinations';
import { entityMessages } from './translation/entity';
import { formMessages } from './translation/form';
import { ingestionMessages } from './translation/ingestion';
import { platformMessages } from './translation/platforms';
import { promiseMessages } from './translation/promises';
import { requestMessages } from './translation/requests';
import { sharedMessages } from './translation/shared';

/**
 * Every text of the plugin's pages.
 *
 * @public
 */
export const kratixTranslationRef = createTranslationRef({
  id: 'kratix',
  messages: {
    ...sharedMessages,
    ...platformMessages,
    ...promiseMessages,
    ...destinationMessages,
    ...requestMessages,
    ...ingestionMessages,
    ...entityMessages,
    ...formMessages,
  },
});

/** Looks up a text. */
export type KratixTexts = TranslationFunction<
  (typeof kratixTranslationRef)['T']
>;
