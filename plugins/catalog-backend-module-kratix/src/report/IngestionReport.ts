import { Ledger } from '../ledger/Ledger';
import { HeldRead } from '../ledger/types';
import { ProviderReport } from '../provider/StateStoreEntityProvider';

/** Rejections of one source in a report; `rejected` counts them all. */
const MAX_REJECTIONS = 1000;

/** How one source is doing: an item of GET /api/catalog/kratix/ingestion. @public */
export interface IngestionSourceReport {
  /** Key of the source in the configuration. */
  source: string;
  /** Where it reads, without credentials. */
  description?: string;
  /** Commit that the catalog holds. */
  revision?: string;
  /** When the catalog was last given something, by any replica; RFC 3339. */
  advancedAt?: string;
  /** When this replica last read the store with success, and what that took. */
  lastRead?: ProviderReport['lastRead'];
  /** Why the last read of this replica failed, or what it waits for. */
  error?: string;
  /** Number of entities in the catalog. */
  entities: number;
  /** Number of documents that were not ingested. */
  rejected: number;
  /** The first 1,000 of them, by path and line. */
  rejections: { path: string; line: number; ref?: string; reason: string }[];
  /** A read that would remove too much and is held. */
  held?: HeldRead;
}

/** Something that is reported on. */
export interface ReportedSource {
  id: string;
  report(): ProviderReport;
}

/** Puts together what the ledger and the sources of this process know. */
export async function readIngestionReport(
  ledger: Ledger,
  sources: ReportedSource[],
): Promise<IngestionSourceReport[]> {
  const items: IngestionSourceReport[] = [];
  for (const source of sources) {
    const { revision, advancedAt, entities, held } = await ledger.source(
      source.id,
    );
    const rejections = await ledger.rejections(source.id, {
      limit: MAX_REJECTIONS,
    });
    items.push({
      source: source.id,
      ...source.report(),
      revision,
      advancedAt,
      entities,
      rejected:
        rejections.length < MAX_REJECTIONS
          ? rejections.length
          : await ledger.countRejections(source.id),
      rejections: rejections.map(({ path, line, ref, reason }) => ({
        path,
        line,
        ref,
        reason,
      })),
      held,
    });
  }
  return items;
}
