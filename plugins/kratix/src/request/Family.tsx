import { useApi } from '@backstage/frontend-plugin-api';
import { Flex, Link, Text } from '@backstage/ui';
import {
  ChildRequest,
  RelatedRequest,
  RequestRef,
  stringifyRequestRef,
} from 'backstage-plugin-kratix-common';
import { Asked } from '../activity/Asked';
import { kratixApiRef } from '../api/kratixApiRef';
import { harmless } from '../components/harmless';
import { Section } from '../components/Section';
import { ShowMore } from '../components/ShowMore';
import { StateLabel } from '../components/StateLabel';
import { isMoving, requestTone } from '../components/tone';
import { useOptionalRouteRef } from '../components/useOptionalRouteRef';
import { useRequestTexts } from '../components/useRequestTexts';
import { useLive } from '../live/useLive';
import { requestRouteRef } from '../routes';

const FIRST = 30;

const Related = ({ related }: { related: RelatedRequest }) => {
  const { stateLabel, stateTexts } = useRequestTexts();
  const requestLink = useOptionalRouteRef(requestRouteRef);
  const { ref, kind, state } = related;
  const name = `${kind} ${ref.name}`;
  return (
    <Flex direction="column" gap="1" style={{ overflowWrap: 'anywhere' }}>
      <Flex align="center" gap="3" style={{ flexWrap: 'wrap' }}>
        <StateLabel tone={requestTone(state)} label={stateLabel(state)} />
        {requestLink ? (
          <Link href={requestLink({ ...ref })}>{name}</Link>
        ) : (
          <Text>{name}</Text>
        )}
        <Text variant="body-small" color="secondary">
          {ref.namespace}
        </Text>
      </Flex>
      {state.name !== 'Ready' && (
        <Text variant="body-small" color="secondary">
          {stateTexts(state).reason}
        </Text>
      )}
    </Flex>
  );
};

const Parts = ({ parts }: { parts: ChildRequest[] }) => (
  <ShowMore items={parts} first={FIRST}>
    {shown => (
      <ul
        style={{
          listStyle: 'none',
          margin: 0,
          padding: 0,
          display: 'grid',
          gap: 'var(--bui-space-3)',
        }}
      >
        {shown.map(part => (
          <li key={stringifyRequestRef(part.ref)}>
            <Related related={part} />
            {part.children.length > 0 && (
              <div
                style={{
                  marginTop: 'var(--bui-space-3)',
                  paddingInlineStart: 'var(--bui-space-4)',
                  borderInlineStart: '1px solid var(--bui-border-2)',
                }}
              >
                <Parts parts={part.children} />
              </div>
            )}
          </li>
        ))}
      </ul>
    )}
  </ShowMore>
);

const anyMoves = (parts: ChildRequest[]): boolean =>
  parts.some(({ state, children }) => isMoving(state) || anyMoves(children));

/** What a request is a part of, and its own parts with theirs, each with its state. */
export const Family = ({ requestRef }: { requestRef: RequestRef }) => {
  const { t } = useRequestTexts();
  const kratix = useApi(kratixApiRef);
  const live = useLive({
    key: stringifyRequestRef(requestRef),
    load: async call => harmless(await kratix.getFamily(requestRef, call)),
    // Parts are requests of other Promises.
    concerns: ({ platform }) => !platform || platform === requestRef.platform,
    isMoving: ({ children }) => anyMoves(children),
  });
  return (
    <Asked live={live}>
      {({ parents, children, truncated }) => (
        <Flex direction="column" gap="4">
          {parents.length > 0 && (
            <Section title={t('family.parents')}>
              <Flex direction="column" gap="3">
                {parents.map(parent => (
                  <Related
                    key={stringifyRequestRef(parent.ref)}
                    related={parent}
                  />
                ))}
              </Flex>
            </Section>
          )}
          {children.length > 0 && (
            <Section title={t('family.children')}>
              <Parts parts={children} />
              {truncated && (
                <Text as="p" variant="body-small" color="secondary">
                  {t('family.truncated')}
                </Text>
              )}
            </Section>
          )}
          {!parents.length && !children.length && (
            <Text color="secondary">{t('family.none')}</Text>
          )}
        </Flex>
      )}
    </Asked>
  );
};
