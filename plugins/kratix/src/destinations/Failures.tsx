import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link, Text } from '@backstage/ui';
import { PlacementFailure } from 'backstage-plugin-kratix-common';
import { ShowMore } from '../components/ShowMore';
import { TimeAgo } from '../components/TimeAgo';
import { useOptionalRouteRef } from '../components/useOptionalRouteRef';
import { requestRouteRef } from '../routes';
import { kratixTranslationRef } from '../translation';

const SHOWN = 3;

const Failure = ({ failure }: { failure: PlacementFailure }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const requestLink = useOptionalRouteRef(requestRouteRef);
  const { request, promise, message, since } = failure;
  const title = request
    ? t('destination.failureOf', {
        promise: request.promise,
        request: request.name,
      })
    : promise ?? failure.placement;
  return (
    <Flex direction="column" gap="0.5" role="listitem">
      <Flex justify="between" gap="3">
        <Text variant="body-small" weight="bold">
          {request && requestLink ? (
            <Link
              href={requestLink({
                platform: request.platform,
                promise: request.promise,
                namespace: request.namespace,
                name: request.name,
              })}
              variant="body-small"
              weight="bold"
            >
              {title}
            </Link>
          ) : (
            title
          )}
        </Text>
        <Text variant="body-small" color="secondary" style={{ flex: 'none' }}>
          <TimeAgo time={since} />
        </Text>
      </Flex>
      <Text variant="body-small">{message}</Text>
    </Flex>
  );
};

/** The writes that fail, whose they are and why. */
export const Failures = (props: {
  failures: PlacementFailure[];
  /** How many there are in all. */
  total: number;
}) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const { failures, total } = props;
  return (
    <Flex direction="column" gap="2" style={{ overflowWrap: 'anywhere' }}>
      <ShowMore items={failures} first={SHOWN}>
        {shown => (
          <Flex
            direction="column"
            gap="2"
            role="list"
            aria-label={t('destination.failures')}
          >
            {shown.map(failure => (
              <Failure key={failure.placement} failure={failure} />
            ))}
          </Flex>
        )}
      </ShowMore>
      {total > failures.length && (
        <Text variant="body-small" color="secondary">
          {t('destination.moreFailures', {
            number: total - failures.length,
          })}
        </Text>
      )}
    </Flex>
  );
};
