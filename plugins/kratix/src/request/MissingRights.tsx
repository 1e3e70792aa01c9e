import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { RequestDetails } from 'backstage-plugin-kratix-common';
import { kratixTranslationRef } from '../translation';

/** What the person lacks to change the request; what another manages nobody changes here. */
function missingRights({
  allowedActions,
  managedBy,
}: RequestDetails): string[] {
  const actions = managedBy
    ? (['reconcile'] as const)
    : (['update', 'reconcile', 'delete'] as const);
  return actions
    .filter(action => !allowedActions.includes(action))
    .map(action => `kratix.request.${action}`);
}

/** Says once why buttons are missing; nothing where none is. */
export const MissingRights = ({ request }: { request: RequestDetails }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const missing = missingRights(request);
  return missing.length ? (
    <Text
      as="p"
      variant="body-small"
      color="secondary"
      style={{ margin: '0 0 var(--bui-space-4)', overflowWrap: 'anywhere' }}
    >
      {t('request.missingRights', { permissions: missing.join(', ') })}
    </Text>
  ) : null;
};
