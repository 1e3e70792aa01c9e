import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { CardBody, CardFooter, Flex, Link, Text } from '@backstage/ui';
import { PromiseSummary } from 'backstage-plugin-kratix-common';
import { CardTitle } from '../components/CardTitle';
import { clamp } from '../components/clamp';
import { ListCard } from '../components/ListCard';
import { promiseMessage } from '../components/promiseMessage';
import { ShortBadge } from '../components/ShortBadge';
import { TimeAgo } from '../components/TimeAgo';
import { promiseStateTone } from '../components/tone';
import { useOptionalRouteRef } from '../components/useOptionalRouteRef';
import { RequestLink } from '../promise/RequestLink';
import { promiseRouteRef } from '../routes';
import { kratixTranslationRef } from '../translation';
import { RequestCounts } from './RequestCounts';

/** A Promise as an offer: what it gives, whether it can be had now, and the way to ask for it. */
export const PromiseCard = (props: {
  promise: PromiseSummary;
  /** Title of its platform, where there are several. */
  platform?: string;
}) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const promiseLink = useOptionalRouteRef(promiseRouteRef);
  const { promise, platform } = props;
  const { api, state } = promise;
  const tone = promiseStateTone(state.name);

  return (
    <ListCard label={promise.title}>
      <CardTitle
        title={
          promiseLink ? (
            <Link
              href={promiseLink({
                platform: promise.platform,
                promise: promise.name,
              })}
              variant="title-x-small"
              weight="bold"
            >
              {promise.title}
            </Link>
          ) : (
            promise.title
          )
        }
        level="h2"
        tone={tone}
        state={t(`promiseState.${state.name}`)}
      />
      <CardBody>
        <Flex direction="column" gap="3">
          {tone !== 'success' && (
            <Text
              as="p"
              variant="body-medium"
              style={clamp(4)}
              title={promiseMessage(t, state)}
            >
              {promiseMessage(t, state)}
            </Text>
          )}
          {promise.description && (
            <Text
              as="p"
              variant="body-medium"
              color="secondary"
              style={clamp(4)}
              title={promise.description}
            >
              {promise.description}
            </Text>
          )}
          {api && <RequestCounts promise={promise} />}
          {promise.lastActivity && (
            <Text variant="body-small" color="secondary">
              {t('promise.lastActivity')}:{' '}
              <TimeAgo time={promise.lastActivity} />
            </Text>
          )}
          {!!promise.pipelines?.length && (
            <Text
              variant="body-small"
              color="secondary"
              truncate
              title={promise.pipelines.join(' → ')}
            >
              {t('promise.pipelines')}: {promise.pipelines.join(' → ')}
            </Text>
          )}
          <Flex align="center" gap="2" style={{ flexWrap: 'wrap' }}>
            {platform && <ShortBadge text={platform} />}
            {promise.version && <ShortBadge text={promise.version} />}
            <Text
              variant="body-small"
              color="secondary"
              style={{
                fontFamily: api ? 'var(--bui-font-monospace)' : undefined,
                overflowWrap: 'anywhere',
              }}
            >
              {api
                ? `${api.group}/${api.version} ${api.kind}`
                : t('promises.noApi')}
            </Text>
          </Flex>
        </Flex>
      </CardBody>
      {api && (
        <CardFooter>
          <Flex align="center" style={{ minHeight: '2rem' }}>
            <RequestLink
              promise={promise}
              size="small"
              otherwise={
                <Text variant="body-small" color="secondary">
                  {t('promises.noForm')}
                </Text>
              }
            />
          </Flex>
        </CardFooter>
      )}
    </ListCard>
  );
};
