import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link, Text } from '@backstage/ui';
import { PromiseDetails } from 'backstage-plugin-kratix-common';
import { kratixApiRef } from '../api/kratixApiRef';
import { Answer } from '../components/Answer';
import { harmless } from '../components/harmless';
import { RequestRows } from '../components/RequestRows';
import { Section } from '../components/Section';
import { StaleNotice } from '../components/StaleNotice';
import { isMoving } from '../components/tone';
import { useOptionalRouteRef } from '../components/useOptionalRouteRef';
import { useLive } from '../live/useLive';
import { requestsRouteRef } from '../routes';
import { kratixTranslationRef } from '../translation';

const SHOWN = 25;

/** The requests of a Promise, those that need somebody first; all of them are on their own page. */
export const PromiseRequests = (props: { promise: PromiseDetails }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const kratix = useApi(kratixApiRef);
  const requestsLink = useOptionalRouteRef(requestsRouteRef);
  const { platform, name } = props.promise;
  const live = useLive({
    key: `${platform}/${name}`,
    load: async call =>
      harmless(
        await kratix.listRequests(
          { platform, promise: name, orderField: 'state', limit: SHOWN },
          call,
        ),
      ),
    concerns: signal => signal.platform === platform && signal.promise === name,
    isMoving: page => page.items.some(({ state }) => isMoving(state)),
  });
  return (
    <Section title={t('pages.requests')}>
      <StaleNotice live={live} />
      <Answer live={live}>
        {page =>
          page.items.length ? (
            <Flex direction="column" gap="4">
              <RequestRows requests={page.items} />
              {requestsLink && (
                <Link
                  href={`${requestsLink()}?${new URLSearchParams({
                    platform,
                    promise: name,
                  })}`}
                >
                  {t('promise.allRequests', { count: page.totalItems })}
                </Link>
              )}
            </Flex>
          ) : (
            <Text color="secondary">{t('requests.empty')}</Text>
          )
        }
      </Answer>
    </Section>
  );
};
