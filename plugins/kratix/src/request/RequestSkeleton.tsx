import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, Flex, Grid, Skeleton } from '@backstage/ui';
import { kratixTranslationRef } from '../translation';

/** The outline of a request's page while it loads. */
export const RequestSkeleton = () => {
  const { t } = useTranslationRef(kratixTranslationRef);
  return (
    <Flex
      direction="column"
      gap="4"
      role="status"
      aria-busy="true"
      aria-label={t('common.loading')}
    >
      <Card>
        <CardBody>
          <Skeleton height={40} width="60%" />
        </CardBody>
      </Card>
      <Grid.Root columns={{ initial: '1', md: '2' }} gap="4">
        {[1, 2].map(card => (
          <Card key={card}>
            <CardBody>
              <Flex direction="column" gap="3">
                <Skeleton height={24} width="30%" />
                <Skeleton height={16} width="70%" />
                <Skeleton height={16} width="60%" />
                <Skeleton height={16} width="65%" />
              </Flex>
            </CardBody>
          </Card>
        ))}
      </Grid.Root>
    </Flex>
  );
};
