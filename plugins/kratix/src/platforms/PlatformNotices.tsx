import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Flex } from '@backstage/ui';
import { PlatformSummary } from 'backstage-plugin-kratix-common';
import { clamp } from '../components/clamp';
import { useRelativeTime } from '../components/TimeAgo';
import { kratixTranslationRef } from '../translation';
import { kindFailures, kindNames } from './kindFailures';

/** Why, in few lines: the page of platforms says all of it. */
const Reason = ({ text }: { text: string }) => (
  <span style={clamp(4)} title={text}>
    {text}
  </span>
);

/** One notice for each thing that makes what is shown incomplete or old. Nothing when all is well. */
export const PlatformNotices = (props: {
  platforms: PlatformSummary[] | undefined;
  /** Only this platform matters here. Default: all do. */
  only?: string;
}) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const format = useRelativeTime();
  const { platforms, only } = props;
  if (platforms?.length === 0) {
    return <Alert status="info" icon title={t('platforms.none')} />;
  }
  const notices = (platforms ?? [])
    .filter(({ name }) => !only || name === only)
    .flatMap(platform => {
      if (!platform.reachable) {
        const since = platform.lastContact && format(platform.lastContact);
        const error = platform.error ?? '';
        return [
          <Alert
            key={platform.name}
            role="status"
            status="warning"
            icon
            title={t('platforms.unreachable', { platform: platform.title })}
            description={
              <Reason
                text={
                  since
                    ? t('platforms.unreachableSince', { time: since, error })
                    : t('platforms.unreachableNever', { error })
                }
              />
            }
          />,
        ];
      }
      const failures = kindFailures(platform).map(failure => (
        <Alert
          key={`${platform.name}/${failure.message}`}
          role="status"
          status="warning"
          icon
          title={t('platforms.kindFailed', {
            platform: platform.title,
            kind: kindNames(failure),
          })}
          description={<Reason text={failure.message} />}
        />
      ));
      if (platform.error) {
        return [
          <Alert
            key={platform.name}
            role="status"
            status="warning"
            icon
            title={t('platforms.notRead', { platform: platform.title })}
            description={<Reason text={platform.error} />}
          />,
          ...failures,
        ];
      }
      return platform.synced || failures.length
        ? failures
        : [
            <Alert
              key={`${platform.name}/syncing`}
              role="status"
              status="info"
              isPending
              title={t('platforms.syncing', { platform: platform.title })}
            />,
          ];
    });
  return notices.length ? (
    <Flex direction="column" gap="3" mb="4">
      {notices}
    </Flex>
  ) : null;
};
