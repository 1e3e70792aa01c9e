import { Fragment, ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Badge, Flex, Text } from '@backstage/ui';
import { KratixTexts, kratixTranslationRef } from '../translation';
import { FieldRule, FieldType, SchemaField } from './schemaFields';

const INDENT_REM = 1.25;

function typeText(t: KratixTexts, type: FieldType): string {
  if (typeof type !== 'string') {
    return 'list' in type
      ? t('schema.list', { of: typeText(t, type.list) })
      : t('schema.map', { of: typeText(t, type.map) });
  }
  return type === 'any' || type === 'intOrString' ? t(`schema.${type}`) : type;
}

const CODE = { fontFamily: 'var(--bui-font-monospace)' } as const;

function ruleText(t: KratixTexts, { rule, value }: FieldRule): ReactNode {
  switch (rule) {
    case 'pattern':
      return t('schema.pattern', { value: <code style={CODE}>{value}</code> });
    case 'enum':
    case 'format':
    case 'validation':
      return t(`schema.${rule}`, { value });
    case 'minLength':
    case 'maxLength':
    case 'minItems':
    case 'maxItems':
      return t(`schema.${rule}`, { count: value });
    default:
      return t(`schema.${rule}`, { value });
  }
}

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
        <Text variant="body-medium" weight="bold" style={CODE}>
          {field.path}
        </Text>
        <Text variant="body-small" color="secondary">
          {typeText(t, field.type)}
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
          {notes.map((note, index) => (
            <Fragment key={index}>
              {index > 0 && ' · '}
              {note}
            </Fragment>
          ))}
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
