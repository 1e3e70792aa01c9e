import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Badge, Flex, Text } from '@backstage/ui';
import { KratixTexts, kratixTranslationRef } from '../translation';
import { FieldRule, SchemaField } from './schemaFields';

const INDENT_REM = 1.25;

const ruleText = (t: KratixTexts, { rule, value }: FieldRule) =>
  rule === 'validation' ? value : t(`schema.${rule}`, { value });

const Field = ({ field }: { field: SchemaField }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const notes = [
    field.default !== undefined &&
      t('schema.default', { value: field.default }),
    ...field.rules.map(rule => ruleText(t, rule)),
  ].filter(note => note !== false);
  return (
    <Flex
      direction="column"
      gap="1"
      role="listitem"
      style={{
        paddingLeft: `${Math.min(field.depth, 4) * INDENT_REM}rem`,
        overflowWrap: 'anywhere',
      }}
    >
      <Flex align="center" gap="2" style={{ flexWrap: 'wrap' }}>
        <Text
          variant="body-medium"
          weight="bold"
          style={{ fontFamily: 'var(--bui-font-monospace)' }}
        >
          {field.path}
        </Text>
        <Text variant="body-small" color="secondary">
          {field.type}
        </Text>
        {field.required && <Badge>{t('schema.required')}</Badge>}
      </Flex>
      {field.description && (
        <Text as="p" variant="body-medium" style={{ margin: 0 }}>
          {field.description}
        </Text>
      )}
      {notes.length > 0 && (
        <Text as="p" variant="body-small" color="secondary">
          {notes.join(' · ')}
        </Text>
      )}
    </Flex>
  );
};

/** The fields of an API, readable as documentation. */
export const ApiReference = (props: {
  fields: SchemaField[];
  /** Said where there are none. */
  none: string;
}) =>
  props.fields.length ? (
    <Flex direction="column" gap="4" role="list">
      {props.fields.map(field => (
        <Field key={field.path} field={field} />
      ))}
    </Flex>
  ) : (
    <Text color="secondary">{props.none}</Text>
  );
