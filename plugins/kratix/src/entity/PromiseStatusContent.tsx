import { Box, Flex, Grid } from '@backstage/ui';
import { useEntity } from '@backstage/plugin-catalog-react';
import { legible } from '../components/legible';
import { RequestSkeleton } from '../request/RequestSkeleton';
import { EntitySubjectView } from './EntitySubjectView';
import { OwnedRequests } from './OwnedRequests';
import { PromiseOfEntity } from './PromiseOfEntity';
import { RequestOfEntity } from './RequestOfEntity';
import { TeamFacts } from './TeamFacts';

/** How the Promise is doing that the entity stands for, or the request that it comes from. */
export const PromiseStatusContent = () => {
  const { entity } = useEntity();
  const isTeam = entity.kind.toLocaleLowerCase('en-US') === 'group';
  return (
    <Box py="4" style={legible}>
      <EntitySubjectView
        loading={<RequestSkeleton />}
        request={(ref, platforms) => (
          <Flex direction="column" gap="4">
            <RequestOfEntity requestRef={ref} platforms={platforms} />
            {isTeam && (
              <Grid.Root columns={{ initial: '1', md: '2' }} gap="4">
                <OwnedRequests entity={entity} />
                <TeamFacts entity={entity} />
              </Grid.Root>
            )}
          </Flex>
        )}
        promise={(ref, platforms) => (
          <PromiseOfEntity promiseRef={ref} platforms={platforms} />
        )}
      />
    </Box>
  );
};
