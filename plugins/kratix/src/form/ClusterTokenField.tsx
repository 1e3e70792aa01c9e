import { useEffect, useRef } from 'react';
import {
  useApi,
  useApiHolder,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import {
  FieldExtensionComponentProps,
  useTemplateSecrets,
} from '@backstage/plugin-scaffolder-react';
import { Alert } from '@backstage/ui';
import { KRATIX_CLUSTER_TOKEN_SECRET } from 'backstage-plugin-kratix-common';
import { kratixApiRef } from '../api/kratixApiRef';
import { reasonOf } from '../components/ErrorNotice';
import { clusterToken } from '../identity/clusterToken';
import { useLive } from '../live/useLive';
import { kratixTranslationRef } from '../translation';
import { ClusterTokenOptions, platformOf } from './clusterTokenOptions';

/**
 * Sends the person's own token for the cluster along with a task, where its platform is written to
 * with it. Shows nothing unless that fails: the token goes into the task's secrets, never the form.
 */
export const ClusterTokenField = (
  props: FieldExtensionComponentProps<string, ClusterTokenOptions>,
) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const kratix = useApi(kratixApiRef);
  const apis = useApiHolder();
  const { setSecrets } = useTemplateSecrets();
  const keep = useRef(setSecrets);
  useEffect(() => {
    keep.current = setSecrets;
  });
  const platform = platformOf(
    props.uiSchema['ui:options'],
    props.formContext?.formData,
  );
  const token = useLive({
    key: platform ?? '',
    load: async call => {
      const { items } = await kratix.listPlatforms(call);
      const identity = items.find(({ name }) => name === platform)?.identity;
      if (identity?.type !== 'oidc' || !identity.provider) {
        return { provider: undefined };
      }
      const value = await clusterToken(apis, identity.provider);
      return { provider: identity.provider, value };
    },
    concerns: () => false,
  });
  const value = token.value?.value;
  useEffect(() => {
    if (value) {
      keep.current({ [KRATIX_CLUSTER_TOKEN_SECRET]: value });
    }
  }, [value]);

  if (!platform) {
    return (
      <Alert status="danger" icon title={t('clusterToken.misconfigured')} />
    );
  }
  const { provider } = token.value ?? {};
  if (!token.error && (!provider || value)) {
    return null;
  }
  return (
    <Alert
      role="status"
      status="warning"
      icon
      title={t('clusterToken.missing')}
      description={
        token.error
          ? reasonOf(token.error)
          : t('clusterToken.signIn', { provider: provider ?? '', platform })
      }
    />
  );
};
