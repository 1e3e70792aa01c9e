import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link, Text } from '@backstage/ui';
import { RequestDetails } from 'backstage-plugin-kratix-common';
import { kratixTranslationRef } from '../translation';
import { Fact, Facts } from '../components/Facts';
import { ownMessage } from '../components/ownMessage';
import { Section } from '../components/Section';
import { readStatusValues } from './readStatusValues';

/** What the Pipelines of a request say: their message, and the plain values of its status. */
export const StatusValues = ({ request }: { request: RequestDetails }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const { columns = [] } = request;
  const message = ownMessage(request.message);
  const inColumns = new Set(columns.map(({ statusField }) => statusField));
  const values = readStatusValues(request.manifest.status).filter(
    ({ name }) => !inColumns.has(name),
  );
  const facts: Fact[] = [
    ...columns.map(
      ({ name, value, description }): Fact => [
        name,
        <span title={description}>{value}</span>,
      ],
    ),
    ...values.map(
      ({ name, text, href }): Fact => [
        name,
        href ? (
          <Link href={href} target="_blank" rel="noopener noreferrer">
            {text}
          </Link>
        ) : (
          text
        ),
      ],
    ),
  ];
  return (
    <Section title={t('request.status')}>
      <Flex direction="column" gap="3">
        {message && (
          <Text as="p" style={{ overflowWrap: 'anywhere' }}>
            {message}
          </Text>
        )}
        {facts.length > 0 && <Facts facts={facts} />}
        {!message && !facts.length && (
          <Text color="secondary">{t('request.noStatus')}</Text>
        )}
      </Flex>
    </Section>
  );
};
