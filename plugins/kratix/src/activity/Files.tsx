import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import {
  RequestRef,
  stringifyRequestRef,
} from 'backstage-plugin-kratix-common';
import { kratixApiRef } from '../api/kratixApiRef';
import { harmless } from '../components/harmless';
import { Section } from '../components/Section';
import { ShowMore } from '../components/ShowMore';
import { useLive } from '../live/useLive';
import { KratixTexts, kratixTranslationRef } from '../translation';
import { Asked } from './Asked';
import { File } from './File';

const FIRST = 10;
const SHORT_COMMIT = 7;

/** Which write is shown, and what it is compared with. */
function writeText(
  t: KratixTexts,
  write: { versionId?: string; comparedWith?: string; notCompared?: string },
): string {
  const commit = write.versionId?.slice(0, SHORT_COMMIT);
  const before = write.comparedWith?.slice(0, SHORT_COMMIT);
  if (commit && before) {
    return t('files.compared', { commit, before });
  }
  return [
    commit && t('files.commit', { commit }),
    write.notCompared && t('files.notCompared', { reason: write.notCompared }),
  ]
    .filter(Boolean)
    .join('. ');
}

/** What a request has put out, Destination by Destination, with its contents. */
export const Files = ({ requestRef }: { requestRef: RequestRef }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const kratix = useApi(kratixApiRef);
  const live = useLive({
    key: stringifyRequestRef(requestRef),
    load: async call => harmless(await kratix.listFiles(requestRef, call)),
    concerns: ({ promise }) => promise === requestRef.promise,
  });
  return (
    <Asked live={live}>
      {({ items }) =>
        items.length ? (
          <Flex direction="column" gap="4">
            {items.map(
              ({ placement, destination, pipeline, files, ...write }) => (
                <Section
                  key={placement}
                  title={
                    pipeline
                      ? t('files.from', { destination, pipeline })
                      : destination
                  }
                >
                  <Flex direction="column" gap="3">
                    <Text
                      variant="body-small"
                      color="secondary"
                      style={{ overflowWrap: 'anywhere' }}
                    >
                      {writeText(t, write)}
                    </Text>
                    <ShowMore items={files} first={FIRST}>
                      {shown => (
                        <Flex direction="column" gap="3" role="list">
                          {shown.map(file => (
                            <File key={file.path} file={file} />
                          ))}
                        </Flex>
                      )}
                    </ShowMore>
                  </Flex>
                </Section>
              ),
            )}
          </Flex>
        ) : (
          <Text color="secondary">{t('files.none')}</Text>
        )
      }
    </Asked>
  );
};
