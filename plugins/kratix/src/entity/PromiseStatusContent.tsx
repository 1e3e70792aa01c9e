import { Box } from '@backstage/ui';
import { PromiseOfEntity } from './PromiseOfEntity';
import { EntitySubjectView } from './EntitySubjectView';
import { RequestOfEntity } from './RequestOfEntity';
import { RequestSkeleton } from '../request/RequestSkeleton';

/** How the Promise is doing that the entity stands for, or the request that it comes from. */
export const PromiseStatusContent = () => (
  <Box py="4">
    <EntitySubjectView
      loading={<RequestSkeleton />}
      request={(ref, platforms) => (
        <RequestOfEntity requestRef={ref} platforms={platforms} />
      )}
      promise={(ref, platforms) => (
        <PromiseOfEntity promiseRef={ref} platforms={platforms} />
      )}
    />
  </Box>
);
