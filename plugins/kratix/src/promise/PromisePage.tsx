import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useRouteRefParams } from '@backstage/core-plugin-api';
import { ButtonLink, Flex, Header } from '@backstage/ui';
import { PageContent } from '../components/PageContent';
import { useOptionalRouteRef } from '../components/useOptionalRouteRef';
import { PlatformNotices } from '../platforms/PlatformNotices';
import { usePlatforms } from '../platforms/usePlatforms';
import { promiseRouteRef, promisesRouteRef } from '../routes';
import { kratixTranslationRef } from '../translation';
import { PromiseStatus } from './PromiseStatus';
import { RequestLink } from './RequestLink';
import { usePromise } from './usePromise';

/** One Promise. */
export const PromisePage = () => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const { platform, promise: name } = useRouteRefParams(promiseRouteRef);
  const promisesLink = useOptionalRouteRef(promisesRouteRef);
  const platforms = usePlatforms();
  const live = usePromise(platform, name);
  const { value: promise, gone } = live;
  return (
    <>
      <Header
        title={promise?.title ?? name}
        customActions={
          <Flex gap="2">
            {promisesLink && (
              <ButtonLink href={promisesLink()} variant="tertiary">
                {t('promise.all')}
              </ButtonLink>
            )}
            {promise && !gone && <RequestLink promise={promise} />}
          </Flex>
        }
      />
      <PageContent belowHeader>
        <PlatformNotices platforms={platforms.value} only={platform} />
        <PromiseStatus platform={platform} name={name} live={live} />
      </PageContent>
    </>
  );
};
