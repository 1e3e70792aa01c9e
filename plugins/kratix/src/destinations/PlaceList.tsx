import { ReactNode } from 'react';
import { Flex, Grid, Text } from '@backstage/ui';
import { Answer } from '../components/Answer';
import { StaleNotice } from '../components/StaleNotice';
import { Live } from '../live/useLive';

/** One of the two lists of the page, in whichever state the question for it is. */
export function PlaceList<T>(props: {
  title: string;
  live: Live<T[]>;
  /** What of it is shown. */
  arrange: (items: T[]) => T[];
  /** Said where there is none, and where the filters leave none. */
  empty: string;
  noMatch: string;
  children: (item: T) => ReactNode;
}) {
  const { title, live, arrange, empty, noMatch, children } = props;
  return (
    <Flex direction="column" gap="3">
      <Text as="h2" variant="title-small" weight="bold">
        {title}
      </Text>
      <StaleNotice live={live} />
      <Answer live={live}>
        {items => {
          const shown = arrange(items);
          return shown.length ? (
            <Grid.Root
              columns={{ initial: '1', lg: '2' }}
              gap="4"
              role="list"
              aria-label={title}
            >
              {shown.map(children)}
            </Grid.Root>
          ) : (
            <Text color="secondary">{items.length ? noMatch : empty}</Text>
          );
        }}
      </Answer>
    </Flex>
  );
}
