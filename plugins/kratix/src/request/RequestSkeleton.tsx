import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Grid, Skeleton } from '@backstage/ui';
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
      <Skeleton height={64} width="100%" />
      <Grid.Root columns={{ initial: '1', md: '2' }} gap="4">
        <Skeleton height={220} width="100%" />
        <Skeleton height={220} width="100%" />
      </Grid.Root>
    </Flex>
  );
};
