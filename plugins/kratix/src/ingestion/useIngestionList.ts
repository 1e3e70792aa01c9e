import { useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { IngestionPages } from 'backstage-plugin-kratix-common';
import { kratixApiRef } from '../api/kratixApiRef';
import { toError } from '../live/errors';

const PAGE_SIZE = 500;

/** A list of a source that the report holds the beginning of. */
export interface IngestionList<T> {
  items: T[];
  /** How many there are that are not among the items. */
  more: number;
  loading: boolean;
  error?: Error;
  /** Fetches the next items. */
  loadMore: () => Promise<void>;
}

/**
 * The items of a list: those of the report, and page by page all others once they are asked for.
 *
 * @param options.beginning - the items that the report holds
 * @param options.total - how many there are
 */
export function useIngestionList<L extends keyof IngestionPages>(options: {
  source: string;
  list: L;
  beginning: IngestionPages[L][];
  total: number;
}): IngestionList<IngestionPages[L]> {
  const { source, list, beginning, total } = options;
  const kratix = useApi(kratixApiRef);
  const [fetched, setFetched] = useState<{
    items: IngestionPages[L][];
    cursor?: string;
  }>();
  const [loading, setLoading] = useState(false);
  const [error, setError] = useState<Error>();
  const items = fetched?.items ?? beginning;
  const isComplete = fetched && !fetched.cursor;

  const loadMore = async () => {
    setLoading(true);
    setError(undefined);
    try {
      const page = await kratix.listIngestion(source, list, {
        limit: PAGE_SIZE,
        cursor: fetched?.cursor,
      });
      setFetched({
        items: [...(fetched?.items ?? []), ...page.items],
        cursor: page.pageInfo.nextCursor,
      });
    } catch (thrown) {
      setError(toError(thrown));
    } finally {
      setLoading(false);
    }
  };

  return {
    items,
    more: isComplete ? 0 : Math.max(0, total - items.length),
    loading,
    error,
    loadMore,
  };
}
