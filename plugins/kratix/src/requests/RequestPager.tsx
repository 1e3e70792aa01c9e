import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import { kratixTranslationRef } from '../translation';

/** Which rows of how many are shown, and the ways to those before and after. */
export const RequestPager = (props: {
  /** Rows before the first one that is shown. */
  offset: number;
  shown: number;
  total: number;
  onBack?: () => void;
  onNext?: () => void;
}) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const { offset, shown, total, onBack, onNext } = props;
  return (
    <Flex
      align="center"
      justify="end"
      gap="3"
      mt="3"
      style={{ flexWrap: 'wrap' }}
    >
      <Text variant="body-small" color="secondary" role="status">
        {t('requests.range', {
          from: offset + 1,
          to: offset + shown,
          total: total,
        })}
      </Text>
      {(onBack || onNext) && (
        <Flex gap="2">
          <Button
            size="small"
            variant="secondary"
            isDisabled={!onBack}
            onPress={onBack}
          >
            {t('requests.previous')}
          </Button>
          <Button
            size="small"
            variant="secondary"
            isDisabled={!onNext}
            onPress={onNext}
          >
            {t('requests.next')}
          </Button>
        </Flex>
      )}
    </Flex>
  );
};
