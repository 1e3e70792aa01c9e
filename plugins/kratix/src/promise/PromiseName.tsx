import { Link } from '@backstage/ui';
import { useOptionalRouteRef } from '../components/useOptionalRouteRef';
import { promiseRouteRef } from '../routes';

/** The name of a Promise, which leads to its page. */
export const PromiseName = (props: { platform: string; promise: string }) => {
  const promiseLink = useOptionalRouteRef(promiseRouteRef);
  const { platform, promise } = props;
  return promiseLink ? (
    <Link href={promiseLink({ platform, promise })}>{promise}</Link>
  ) : (
    <>{promise}</>
  );
};
