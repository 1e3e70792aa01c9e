import { Alert, AlertProps, useBreakpoint } from '@backstage/ui';

/** An alert whose actions leave its text the full width where there is little of it. */
export const Notice = (props: AlertProps) => {
  const { down } = useBreakpoint();
  const { style, ...others } = props;
  return (
    <Alert
      {...others}
      style={{
        overflowWrap: 'anywhere',
        ...(props.customActions && down('sm')
          ? { flexDirection: 'column', gap: 'var(--bui-space-3)' }
          : {}),
        ...style,
      }}
    />
  );
};
