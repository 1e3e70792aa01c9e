import { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link, Text } from '@backstage/ui';
import { RequestRef } from 'backstage-plugin-kratix-common';
import { Answer, LinesSkeleton } from '../components/Answer';
import { ownMessage } from '../components/ownMessage';
import { promiseMessage } from '../components/promiseMessage';
import { Section } from '../components/Section';
import { promiseStateTone, requestTone } from '../components/tone';
import { useOptionalRouteRef } from '../components/useOptionalRouteRef';
import { useRequestTexts } from '../components/useRequestTexts';
import { usePromise } from '../promise/usePromise';
import { RequestCounts } from '../promises/RequestCounts';
import { useRequest } from '../request/useRequest';
import { promiseRouteRef, requestRouteRef } from '../routes';
import { kratixTranslationRef } from '../translation';
import { EntitySubjectView } from './EntitySubjectView';
import { StateNotice } from './StateNotice';

const Lines = (props: {
  href?: string;
  title: string;
  children: ReactNode;
}) => (
  <Flex direction="column" gap="2" style={{ overflowWrap: 'anywhere' }}>
    {props.href ? (
      <Link href={props.href} weight="bold">
        {props.title}
      </Link>
    ) : (
      <Text weight="bold">{props.title}</Text>
    )}
    {props.children}
  </Flex>
);

const RequestLines = ({ requestRef }: { requestRef: RequestRef }) => {
  const { t, stateLabel, stateTexts } = useRequestTexts();
  const requestLink = useOptionalRouteRef(requestRouteRef);
  const { platform, promise, namespace, name } = requestRef;
  return (
    <Answer live={useRequest(requestRef)}>
      {({ kind, state, message }) => {
        const { reason, nextStep } = stateTexts(state);
        return (
          <Lines
            href={requestLink?.({ platform, promise, namespace, name })}
            title={t('request.title', { kind, name })}
          >
            <StateNotice
              tone={requestTone(state)}
              label={stateLabel(state)}
              reason={
                state.name === 'Ready' ? ownMessage(message) ?? reason : reason
              }
            />
            {nextStep && (
              <Text as="p" variant="body-small">
                {t('request.nextStep', { step: nextStep })}
              </Text>
            )}
          </Lines>
        );
      }}
    </Answer>
  );
};

const PromiseLines = (props: { platform: string; name: string }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const promiseLink = useOptionalRouteRef(promiseRouteRef);
  const { platform, name } = props;
  return (
    <Answer live={usePromise(platform, name)}>
      {promise => (
        <Lines
          href={promiseLink?.({ platform, promise: name })}
          title={promise.title}
        >
          <StateNotice
            tone={promiseStateTone(promise.state.name)}
            label={t(`promiseState.${promise.state.name}`)}
            reason={
              promise.state.name === 'Available'
                ? undefined
                : promiseMessage(t, promise.state)
            }
          />
          {promise.api && <RequestCounts promise={promise} />}
        </Lines>
      )}
    </Answer>
  );
};

/** The Promise status of an entity in a few lines, with the way to all of it. */
export const KratixCard = () => {
  const { t } = useTranslationRef(kratixTranslationRef);
  return (
    <Section title={t('entity.card')}>
      <EntitySubjectView
        loading={<LinesSkeleton />}
        request={ref => <RequestLines requestRef={ref} />}
        promise={ref => <PromiseLines {...ref} />}
      />
    </Section>
  );
};
