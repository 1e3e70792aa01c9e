import { causeGerman } from './causes';
import { destinationGerman } from './destinations';
import { entityGerman } from './entity';
import { formGerman } from './form';
import { ingestionGerman } from './ingestion';
import { platformGerman } from './platforms';
import { progressGerman } from './progress';
import { promiseGerman } from './promises';
import { requestGerman } from './requests';
import { sharedGerman } from './shared';

/** Every text in German, by flat key. Promise, Destination, Pipeline, Work and the like stay as they are. */
export default {
  ...sharedGerman,
  ...platformGerman,
  ...destinationGerman,
  ...promiseGerman,
  ...requestGerman,
  ...ingestionGerman,
  ...entityGerman,
  ...formGerman,
  ...causeGerman,
  ...progressGerman,
};
