import { Text } from '@backstage/ui';

/** A file and the line in it, as compilers write it. */
export const FilePlace = (props: { path: string; line?: number }) => (
  <Text
    variant="body-small"
    style={{
      fontFamily: 'var(--bui-font-monospace)',
      overflowWrap: 'anywhere',
    }}
  >
    {props.line ? `${props.path}:${props.line}` : props.path}
  </Text>
);
