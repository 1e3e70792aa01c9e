import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { useEntity } from '@backstage/plugin-catalog-react';
import { RequestRef } from 'backstage-plugin-kratix-common';
import { promiseMessage } from '../components/promiseMessage';
import { promiseStateTone, requestTone, Tone } from '../components/tone';
import { useRequestTexts } from '../components/useRequestTexts';
import { usePromise } from '../promise/usePromise';
import { useRequest } from '../request/useRequest';
import { kratixTranslationRef } from '../translation';
import { useEntitySubject } from './useEntitySubject';

const Warning = (props: { tone: Tone; title: string; reason: string }) =>
  props.tone === 'danger' || props.tone === 'warning' ? (
    <Alert
      role="status"
      status={props.tone}
      icon
      title={props.title}
      description={props.reason}
      style={{ overflowWrap: 'anywhere' }}
    />
  ) : null;

const RequestWarning = ({ requestRef }: { requestRef: RequestRef }) => {
  const { stateLabel, stateTexts } = useRequestTexts();
  const { value, gone } = useRequest(requestRef);
  return value && !gone ? (
    <Warning
      tone={requestTone(value.state)}
      title={stateLabel(value.state)}
      reason={stateTexts(value.state).reason}
    />
  ) : null;
};

const PromiseWarning = (props: { platform: string; name: string }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const { value, gone } = usePromise(props.platform, props.name);
  return value && !gone ? (
    <Warning
      tone={promiseStateTone(value.state.name)}
      title={t(`promiseState.${value.state.name}`)}
      reason={promiseMessage(t, value.state)}
    />
  ) : null;
};

/** Says at the top of an entity's page that what it stands for is not well; nothing where it is. */
export const EntityWarning = () => {
  const { entity } = useEntity();
  const subject = useEntitySubject(entity).value?.subject;
  if (subject && 'request' in subject) {
    return <RequestWarning requestRef={subject.request} />;
  }
  return subject && 'promise' in subject ? (
    <PromiseWarning {...subject.promise} />
  ) : null;
};
