import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link, Text } from '@backstage/ui';
import { RequestDetails } from 'backstage-plugin-kratix-common';
import { kratixTranslationRef } from '../translation';
import { Facts } from '../components/Facts';
import { Section } from '../components/Section';
import { readStatusValues } from './readStatusValues';

/** What the Pipelines of a request say: their message, and the plain values of its status. */
export const StatusValues = ({ request }: { request: RequestDetails }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const { columns = [] } = request;
  const values = readStatusValues(request.manifest.status);
  return (
    <Section title={t('request.status')}>
      <Flex direction="column" gap="3">
        {request.message && (
          <Text as="p" style={{ overflowWrap: 'anywhere' }}>
            {request.message}
          </Text>
        )}
        {columns.length > 0 && (
          <Facts
            facts={columns.map(({ name, value, description }) => [
              name,
              <span title={description}>{value}</span>,
            ])}
          />
        )}
        {values.length > 0 && (
          <Facts
            facts={values.map(({ name, text, href }) => [
              name,
              href ? (
                <Link href={href} target="_blank" rel="noopener noreferrer">
                  {text}
                </Link>
              ) : (
                text
              ),
            ])}
          />
        )}
        {!request.message && !values.length && !columns.length && (
          <Text color="secondary">{t('request.noStatus')}</Text>
        )}
      </Flex>
    </Section>
  );
};
