import { Alert, Flex, Text } from '@backstage/ui';
import { StateLabel } from '../components/StateLabel';
import { Tone } from '../components/tone';

/** A state in a line or two; one that is bad cannot be overlooked. */
export const StateNotice = (props: {
  tone: Tone;
  label: string;
  reason?: string;
}) => {
  const { tone, label, reason } = props;
  return tone === 'danger' || tone === 'warning' ? (
    <Alert
      status={tone}
      icon
      title={label}
      description={reason}
      style={{ overflowWrap: 'anywhere' }}
    />
  ) : (
    <Flex direction="column" gap="2">
      <StateLabel tone={tone} label={label} />
      {reason && (
        <Text as="p" variant="body-small" color="secondary">
          {reason}
        </Text>
      )}
    </Flex>
  );
};
