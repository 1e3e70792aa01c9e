import { Flex } from '@backstage/ui';
import { Tone } from './tone';

/** Shares of a whole as a thin bar; says nothing by itself. */
export const ShareBar = (props: {
  shares: { tone: Tone; count: number }[];
}) => (
  <Flex
    gap="0.5"
    aria-hidden="true"
    style={{ height: 6, borderRadius: 3, overflow: 'hidden' }}
  >
    {props.shares
      .filter(({ count }) => count > 0)
      .map(({ tone, count }) => (
        <div
          key={tone}
          style={{
            flexGrow: count,
            minWidth: 6,
            background: `var(--bui-fg-${tone})`,
          }}
        />
      ))}
  </Flex>
);
