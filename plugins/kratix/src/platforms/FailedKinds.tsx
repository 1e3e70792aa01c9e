import { Fragment } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Flex, Text } from '@backstage/ui';
import { YamlBlock } from '../components/YamlBlock';
import { kratixTranslationRef } from '../translation';
import { KindFailure, kindNames } from './kindFailures';

/** Why kinds cannot be read, and the rules that would let them. */
export const FailedKinds = ({ failure }: { failure: KindFailure }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const { kinds, message } = failure;
  const objects = kinds.reduce((sum, kind) => sum + kind.objects, 0);
  return (
    <Flex direction="column" gap="2" role="listitem">
      <Alert
        status="warning"
        icon
        title={t('platform.kindFailed', { kind: kindNames(failure) })}
        description={[
          message,
          objects > 0 &&
            t('platform.kindFailedSince', {
              objects: objects,
            }),
        ]
          .filter(Boolean)
          .join(' ')}
        style={{ overflowWrap: 'anywhere' }}
      />
      {kinds.map(({ kind, plural, error }) => {
        const rule = error?.missingRule?.yaml;
        return (
          rule && (
            <Fragment key={plural}>
              <Text as="p" variant="body-small" color="secondary">
                {t('platform.ruleHint')}
              </Text>
              <YamlBlock
                label={t('platform.rule', { kind })}
                text={rule}
                maxHeight={240}
              />
            </Fragment>
          )
        );
      })}
    </Flex>
  );
};
