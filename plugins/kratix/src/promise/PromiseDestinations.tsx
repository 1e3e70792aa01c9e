import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Flex, Link, Text } from '@backstage/ui';
import {
  PromiseDestination,
  PromiseDetails,
} from 'backstage-plugin-kratix-common';
import { Section } from '../components/Section';
import { ShortBadge } from '../components/ShortBadge';
import { ShowMore } from '../components/ShowMore';
import { StateLabel } from '../components/StateLabel';
import { useOptionalRouteRef } from '../components/useOptionalRouteRef';
import { destinationsRouteRef } from '../routes';
import { kratixTranslationRef } from '../translation';
import { LabelSets } from './LabelSets';

const SHOWN = 20;

const Destination = (props: {
  platform: string;
  destination: PromiseDestination;
}) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const destinationsLink = useOptionalRouteRef(destinationsRouteRef);
  const { platform, destination } = props;
  const { name, matches, missing, strict, ready } = destination;
  const query = new URLSearchParams({ platform, q: name });
  return (
    <Flex
      direction="column"
      gap="1"
      role="listitem"
      style={{ overflowWrap: 'anywhere' }}
    >
      <Flex justify="between" gap="3" style={{ flexWrap: 'wrap' }}>
        {destinationsLink ? (
          <Link href={`${destinationsLink()}?${query}`} weight="bold">
            {name}
          </Link>
        ) : (
          <Text weight="bold">{name}</Text>
        )}
        <StateLabel
          tone={matches ? 'success' : undefined}
          label={t(matches ? 'match.matches' : 'match.doesNot')}
        />
      </Flex>
      {missing.length > 0 && (
        <Flex align="center" gap="2" style={{ flexWrap: 'wrap' }}>
          <Text variant="body-small" color="secondary">
            {t('match.missing')}
          </Text>
          {missing.map(label => (
            <ShortBadge key={label} text={label} />
          ))}
        </Flex>
      )}
      {strict && !matches && !missing.length && (
        <Text variant="body-small" color="secondary">
          {t('match.strict')}
        </Text>
      )}
      {ready === false && (
        <Text variant="body-small">{t('match.notReady')}</Text>
      )}
    </Flex>
  );
};

/** Where the files of a Promise go: which Destinations match, and what the others lack. */
export const PromiseDestinations = (props: { promise: PromiseDetails }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const { promise } = props;
  const { destinations } = promise;
  // What matches first, then what lacks least.
  const sorted = [...(destinations ?? [])].sort(
    (a, b) =>
      Number(b.matches) - Number(a.matches) ||
      a.missing.length - b.missing.length ||
      a.name.localeCompare(b.name),
  );
  const noneMatches = !!destinations && !sorted.some(({ matches }) => matches);
  return (
    <Flex direction="column" gap="4">
      {noneMatches && (
        <Alert
          role="status"
          status="warning"
          icon
          title={t('match.none')}
          description={t('match.noneHint')}
        />
      )}
      <Section title={t('promise.destinations')}>
        <LabelSets selectors={promise.destinationSelectors} />
      </Section>
      {sorted.length > 0 && (
        <Section title={t('match.title')}>
          <ShowMore items={sorted} first={SHOWN}>
            {shown => (
              <Flex direction="column" gap="4" role="list">
                {shown.map(destination => (
                  <Destination
                    key={destination.name}
                    platform={promise.platform}
                    destination={destination}
                  />
                ))}
              </Flex>
            )}
          </ShowMore>
        </Section>
      )}
    </Flex>
  );
};
