import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { BgProvider, Flex, Text, TextField } from '@backstage/ui';
import { legible } from '../components/legible';
import { kratixTranslationRef } from '../translation';
import { takenMessage } from './takenMessage';
import { readUniqueOptions, UniqueOptions } from './uniqueOptions';
import { useUniqueCheck } from './useUniqueCheck';

/** Whether the schema lets a value pass; only then is it worth asking for. */
function fits(schema: { pattern?: string; maxLength?: number }, value: string) {
  try {
    return (
      (!schema.pattern || new RegExp(schema.pattern, 'u').test(value)) &&
      value.length <= (schema.maxLength ?? Infinity)
    );
  } catch {
    return true;
  }
}

/** A text whose value no other request may hold; says so while it is typed. */
export const UniqueValueField = (
  props: FieldExtensionComponentProps<string, UniqueOptions>,
) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const { schema, uiSchema, idSchema, formData, rawErrors, required } = props;
  const value = formData ?? '';
  const options = readUniqueOptions(uiSchema['ui:options']);
  const check = useUniqueCheck(options, fits(schema, value) ? value : '');

  const taken =
    check.status === 'done' ? takenMessage(t, value, check.result) : undefined;
  const notes = {
    idle: undefined,
    checking: t('unique.checking'),
    unchecked: t('unique.unchecked'),
    done: t('unique.free'),
  };
  const problem = options ? taken : t('unique.misconfigured');
  // The form shows the errors of its own check below the field: once is enough.
  const isSaid = !!problem && !!rawErrors?.includes(problem);

  return (
    <Flex direction="column" gap="1" style={legible}>
      {/* Forms are on white paper, where a field as white as that would not be seen. */}
      <BgProvider bg="neutral-1">
        <TextField
          id={idSchema?.$id}
          label={uiSchema['ui:title'] ?? schema.title}
          description={uiSchema['ui:description'] ?? schema.description}
          placeholder={uiSchema['ui:placeholder']}
          isRequired={required}
          isDisabled={props.disabled}
          isReadOnly={props.readonly}
          isInvalid={!!problem || !!rawErrors?.length}
          value={value}
          onChange={text => props.onChange(text || undefined)}
          autoComplete="off"
        />
      </BgProvider>
      <Text
        role="status"
        variant="body-small"
        color={problem ? 'danger' : 'secondary'}
      >
        {isSaid ? undefined : problem ?? notes[check.status]}
      </Text>
    </Flex>
  );
};
