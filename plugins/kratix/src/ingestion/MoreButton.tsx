import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex } from '@backstage/ui';
import { ErrorNotice } from '../components/ErrorNotice';
import { kratixTranslationRef } from '../translation';
import { IngestionList } from './useIngestionList';

/** Shows more of a list; absent where all of it is shown. */
export const MoreButton = ({ list }: { list: IngestionList<unknown> }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  return (
    <>
      {list.error && (
        <ErrorNotice error={list.error} onRetry={() => list.loadMore()} />
      )}
      {list.more > 0 && !list.error && (
        <Flex>
          <Button
            variant="secondary"
            size="small"
            isPending={list.loading}
            onPress={() => list.loadMore()}
          >
            {t('ingestion.more', { count: list.more })}
          </Button>
        </Flex>
      )}
    </>
  );
};
