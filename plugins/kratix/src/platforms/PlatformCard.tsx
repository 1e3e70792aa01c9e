import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Alert,
  CardBody,
  Flex,
} from '@backstage/ui';
import { KratixFeature, PlatformSummary } from 'backstage-plugin-kratix-common';
import { CardTitle } from '../components/CardTitle';
import { Facts } from '../components/Facts';
import { ListCard } from '../components/ListCard';
import { TimeAgo } from '../components/TimeAgo';
import { KratixTexts, kratixTranslationRef } from '../translation';
import { FailedKind } from './FailedKind';
import { KindTable } from './KindTable';
import { platformState } from './platformState';

const FEATURES: KratixFeature[] = [
  'pipelineStatus',
  'revisions',
  'healthRecords',
  'dryRuns',
];

const identityText = (t: KratixTexts, identity: PlatformSummary['identity']) =>
  identity &&
  t(`platform.${identity.type}`, { provider: identity.provider ?? '' });

const lacking = (t: KratixTexts, { features }: PlatformSummary) =>
  features &&
  FEATURES.filter(name => !features[name])
    .map(name => t(`feature.${name}`))
    .join(', ');

/** How a platform is doing: whether it answers, what is known of it, and what cannot be read. */
export const PlatformCard = ({ platform }: { platform: PlatformSummary }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const { kinds } = platform;
  const state = platformState(platform);
  const failed = kinds.filter(kind => kind.state === 'failed');
  const objects = kinds.reduce((sum, kind) => sum + kind.objects, 0);
  return (
    <ListCard label={platform.title}>
      <CardTitle
        title={platform.title}
        subtitle={platform.name}
        level="h2"
        tone={state.tone}
        state={t(`platformState.${state.name}`)}
      />
      <CardBody>
        <Flex direction="column" gap="4">
          {platform.error && (
            <Alert
              role="alert"
              status="danger"
              icon
              title={t('platformState.unreachable')}
              description={platform.error}
              style={{ overflowWrap: 'anywhere' }}
            />
          )}
          {platform.warnings?.map(warning => (
            <Alert key={warning} status="warning" icon title={warning} />
          ))}
          <Facts
            facts={[
              [
                t('platform.lastContact'),
                platform.lastContact ? (
                  <TimeAgo time={platform.lastContact} />
                ) : (
                  t('platform.never')
                ),
              ],
              [t('platform.objects'), objects.toLocaleString()],
              [t('platform.identity'), identityText(t, platform.identity)],
              [t('platform.lacks'), lacking(t, platform) || undefined],
            ]}
          />
          {failed.length > 0 && (
            <Flex direction="column" gap="4" role="list">
              {failed.map(kind => (
                <FailedKind
                  key={`${kind.apiVersion}/${kind.plural}`}
                  kind={kind}
                />
              ))}
            </Flex>
          )}
          {kinds.length > 0 && (
            <Accordion>
              <AccordionTrigger title={t('platform.kinds')} />
              <AccordionPanel>
                <KindTable kinds={kinds} />
              </AccordionPanel>
            </Accordion>
          )}
        </Flex>
      </CardBody>
    </ListCard>
  );
};
