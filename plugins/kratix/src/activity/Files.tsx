import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import {
  PlacementFile,
  RequestRef,
  stringifyRequestRef,
} from 'backstage-plugin-kratix-common';
import { kratixApiRef } from '../api/kratixApiRef';
import { YamlBlock } from '../components/YamlBlock';
import { useLive } from '../live/useLive';
import { kratixTranslationRef } from '../translation';
import { Asked } from './Asked';

const File = ({ file }: { file: PlacementFile }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  return (
    <Flex direction="column" gap="1" role="listitem">
      <Text
        variant="body-small"
        style={{
          fontFamily: 'var(--bui-font-monospace)',
          overflowWrap: 'anywhere',
        }}
      >
        {file.path}
      </Text>
      {file.withheld ? (
        <Text variant="body-small" color="secondary">
          {t(`files.${file.withheld}`)}
        </Text>
      ) : (
        <YamlBlock
          label={file.path}
          text={file.content ?? ''}
          maxHeight={320}
        />
      )}
    </Flex>
  );
};

/** What a request has put out, Destination by Destination, with its contents. */
export const Files = ({ requestRef }: { requestRef: RequestRef }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const kratix = useApi(kratixApiRef);
  const live = useLive({
    key: stringifyRequestRef(requestRef),
    load: signal => kratix.listFiles(requestRef, { signal }),
    concerns: ({ promise }) => promise === requestRef.promise,
  });
  return (
    <Asked live={live}>
      {({ items }) =>
        items.length ? (
          <Flex direction="column" gap="5">
            {items.map(({ placement, destination, pipeline, files }) => (
              <Flex key={placement} direction="column" gap="3">
                <Text variant="body-medium" weight="bold">
                  {pipeline
                    ? t('files.from', { destination, pipeline })
                    : destination}
                </Text>
                <Flex direction="column" gap="3" role="list">
                  {files.map(file => (
                    <File key={file.path} file={file} />
                  ))}
                </Flex>
              </Flex>
            ))}
          </Flex>
        ) : (
          <Text color="secondary">{t('files.none')}</Text>
        )
      }
    </Asked>
  );
};
