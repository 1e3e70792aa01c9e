import { ReactNode, useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex } from '@backstage/ui';
import { kratixTranslationRef } from '../translation';

/** The beginning of a long list, and the rest of it at a press. */
export function ShowMore<T>(props: {
  items: T[];
  /** How many are shown at first. */
  first: number;
  children: (items: T[]) => ReactNode;
}) {
  const { t } = useTranslationRef(kratixTranslationRef);
  const [all, setAll] = useState(false);
  const { items, first } = props;
  const more = all ? 0 : Math.max(0, items.length - first);
  return (
    <Flex direction="column" gap="3">
      {props.children(more ? items.slice(0, first) : items)}
      {more > 0 && (
        <Flex>
          <Button variant="secondary" size="small" onPress={() => setAll(true)}>
            {t('common.more', { count: more })}
          </Button>
        </Flex>
      )}
    </Flex>
  );
}
