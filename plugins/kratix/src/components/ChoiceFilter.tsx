import { Select } from '@backstage/ui';

const ALL = 'all';

/** A choice of one or all; the `all` of the screen is no value of the filter. */
export const ChoiceFilter = (props: {
  label: string;
  all: string;
  value: string | undefined;
  options: { id: string; label: string }[];
  onChange: (value: string | undefined) => void;
}) => {
  const known = props.options.some(({ id }) => id === props.value);
  return (
    <Select
      aria-label={props.label}
      size="medium"
      style={{ minWidth: 150, flex: '1 1 150px', maxWidth: 220 }}
      value={props.value ?? ALL}
      onChange={key => props.onChange(key === ALL ? undefined : String(key))}
      options={[
        { id: ALL, label: props.all },
        ...props.options,
        // From the address, for example of something that is gone: shown, so that it can be undone.
        ...(props.value && !known
          ? [{ id: props.value, label: props.value }]
          : []),
      ]}
    />
  );
};
