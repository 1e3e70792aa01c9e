import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { kratixTranslationRef } from '../translation';

/** Says a version: Kratix has words of its own for none and for the latest. */
export function useVersionText(): (version: string) => string {
  const { t } = useTranslationRef(kratixTranslationRef);
  return version => {
    switch (version) {
      case 'not-set':
        return t('version.notSet');
      case 'latest':
        return t('version.follows');
      default:
        return version;
    }
  };
}
