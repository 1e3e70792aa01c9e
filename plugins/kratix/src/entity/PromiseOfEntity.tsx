import { Flex, Link, Text } from '@backstage/ui';
import { PlatformSummary } from 'backstage-plugin-kratix-common';
import { useOptionalRouteRef } from '../components/useOptionalRouteRef';
import { PlatformNotices } from '../platforms/PlatformNotices';
import { PromiseStatus } from '../promise/PromiseStatus';
import { RequestLink } from '../promise/RequestLink';
import { usePromise } from '../promise/usePromise';
import { promiseRouteRef } from '../routes';

/** The Promise that an entity stands for. */
export const PromiseOfEntity = (props: {
  promiseRef: { platform: string; name: string };
  platforms: PlatformSummary[];
}) => {
  const promiseLink = useOptionalRouteRef(promiseRouteRef);
  const { platform, name } = props.promiseRef;
  const live = usePromise(platform, name);
  const { value: promise, gone } = live;
  return (
    <>
      <PlatformNotices platforms={props.platforms} only={platform} />
      {promise && !gone && (
        <Flex
          justify="between"
          align="center"
          gap="3"
          mb="4"
          style={{ flexWrap: 'wrap' }}
        >
          <Text
            as="h2"
            variant="title-small"
            weight="bold"
            style={{ overflowWrap: 'anywhere', minWidth: 0 }}
          >
            {promiseLink ? (
              <Link
                href={promiseLink({ platform, promise: name })}
                variant="title-small"
                weight="bold"
              >
                {promise.title}
              </Link>
            ) : (
              promise.title
            )}
          </Text>
          <RequestLink promise={promise} />
        </Flex>
      )}
      <PromiseStatus platform={platform} name={name} live={live} />
    </>
  );
};
