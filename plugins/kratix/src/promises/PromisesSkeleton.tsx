import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, Flex, Grid, Skeleton } from '@backstage/ui';
import { kratixTranslationRef } from '../translation';

export const PROMISE_COLUMNS = { initial: '1', sm: '2', lg: '3' } as const;

/** The outline of the list while it loads. */
export const PromisesSkeleton = () => {
  const { t } = useTranslationRef(kratixTranslationRef);
  return (
    <Grid.Root
      columns={PROMISE_COLUMNS}
      gap="4"
      aria-label={t('common.loading')}
      aria-busy="true"
      role="status"
    >
      {[1, 2, 3].map(card => (
        <Card key={card}>
          <CardBody>
            <Flex direction="column" gap="3">
              <Skeleton height={24} width="40%" />
              <Skeleton height={40} width="100%" />
              <Skeleton height={16} width="60%" />
              <Skeleton height={16} width="100%" />
            </Flex>
          </CardBody>
        </Card>
      ))}
    </Grid.Root>
  );
};
