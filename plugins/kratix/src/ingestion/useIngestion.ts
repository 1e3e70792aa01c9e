import { useApi } from '@backstage/frontend-plugin-api';
import { IngestionSource } from 'backstage-plugin-kratix-common';
import { kratixApiRef } from '../api/kratixApiRef';
import { harmless } from '../components/harmless';
import { Live, useLive } from '../live/useLive';

/** How each source of the catalog is doing; looked at again as long as it is shown. */
export function useIngestion(): Live<IngestionSource[]> {
  const kratix = useApi(kratixApiRef);
  return useLive({
    key: 'ingestion',
    load: async call => harmless((await kratix.getIngestion(call)).items),
    isMoving: () => true,
  });
}
