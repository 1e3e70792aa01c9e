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
import { FailedKinds } from './FailedKinds';
import { kindFailures } from './kindFailures';
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
  const failures = kindFailures(platform);
  // Before the first contact that nothing is known says nothing.
  const isKnown = Boolean(platform.lastContact);
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
              title={t(
                platform.reachable
                  ? 'platform.notRead'
                  : 'platformState.unreachable',
              )}
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
              [
                t('platform.objects'),
                isKnown ? t('common.number', { number: objects }) : undefined,
              ],
              [t('platform.identity'), identityText(t, platform.identity)],
              [t('platform.lacks'), lacking(t, platform) || undefined],
            ]}
          />
          {failures.length > 0 && (
            <Flex direction="column" gap="4" role="list">
              {failures.map(failure => (
                <FailedKinds key={failure.message} failure={failure} />
              ))}
            </Flex>
          )}
          {isKnown && kinds.length > 0 && (
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
