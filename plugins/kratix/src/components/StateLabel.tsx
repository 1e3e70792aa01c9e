import { Flex, Text } from '@backstage/ui';
import { Tone } from './tone';

/** A dot in the colour of a tone, grey without one; says nothing by itself. */
export const ToneDot = ({ tone }: { tone?: Tone }) => (
  <span
    aria-hidden="true"
    style={{
      width: 8,
      height: 8,
      flex: 'none',
      borderRadius: '50%',
      background: `var(--bui-fg-${tone ?? 'secondary'})`,
    }}
  />
);

/** The name of a state, with a dot in its colour. */
export const StateLabel = (props: {
  /** Absent where it is neither good nor bad. */
  tone?: Tone;
  label: string;
  weight?: 'regular' | 'bold';
  /** Whether a long one goes on in another line, in place of being cut off. Default: false. */
  wrap?: boolean;
}) => (
  <Flex align="center" gap="2" style={{ minWidth: 0 }}>
    <ToneDot tone={props.tone} />
    <Text
      variant="body-medium"
      weight={props.weight}
      // The kit cuts off wherever the attribute is there, `false` as well.
      truncate={!props.wrap || undefined}
    >
      {props.label}
    </Text>
  </Flex>
);
