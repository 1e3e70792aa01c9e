import {
  IngestionForeignEntity,
  IngestionHold,
  IngestionRejection,
  IngestionSource,
  IngestionState,
} from 'backstage-plugin-kratix-common';
import { Ledger } from '../ledger/Ledger';
import { HeldRemovals, LedgerRejection, SourceState } from '../ledger/types';
import { ageInSeconds } from './ageInSeconds';
import { ProviderReport, ReportedSource } from './ProviderReport';
import { withPlatform } from './withPlatform';

/** Items of each list of a source in the report; its pages give the others. */
const LISTED = 100;
const PREFIX = 'kratix:';

function stateOf(
  { trouble, lastRead }: ProviderReport,
  { held, readAt }: SourceState,
): IngestionState {
  if (trouble) {
    return trouble.state;
  }
  if (held?.removals) {
    return 'held';
  }
  return lastRead || readAt ? 'current' : 'waiting';
}

/** Tells a page of the rejections of a source, with what the catalog keeps of each. */
export async function readRejections(
  ledger: Ledger,
  source: string,
  page: { limit: number; offset?: number },
): Promise<IngestionRejection[]> {
  const rows = await ledger.rejections.list(source, {
    ...page,
    foreign: false,
  });
  const kept = await ledger.entitiesOfPaths(source, [
    ...new Set(rows.map(({ path }) => path)),
  ]);
  return rows.map(({ path, line, ref, reason }) => ({
    path,
    line: line || undefined,
    entityRef: ref,
    reason,
    lastGoodVersionKept: kept.some(
      row => row.path === path && (ref === undefined || row.ref === ref),
    ),
  }));
}

function toForeign({
  path,
  line,
  ref = '',
  owner = '',
}: LedgerRejection): IngestionForeignEntity {
  const isKratixSource = owner.startsWith(PREFIX);
  return {
    entityRef: ref,
    path,
    line: line || undefined,
    owner: isKratixSource ? owner.slice(PREFIX.length) : owner,
    isKratixSource,
  };
}

/** Tells a page of the entities of a source that another source or provider owns. */
export async function readForeign(
  ledger: Ledger,
  source: string,
  page: { limit: number; offset?: number },
): Promise<IngestionForeignEntity[]> {
  const rows = await ledger.rejections.list(source, { ...page, foreign: true });
  return rows.map(toForeign);
}

async function readHold(
  ledger: Ledger,
  source: string,
  held: HeldRemovals | undefined,
  mayRelease: boolean,
): Promise<IngestionHold | undefined> {
  if (!held?.removals) {
    return undefined;
  }
  const { id, removals, entities, since, revision } = held;
  return {
    id,
    removals,
    entities,
    entityRefs: await ledger.removals.page(source, {
      limit: LISTED,
      offset: 0,
    }),
    since,
    revision,
    reason: `The source no longer defines ${removals} of its ${entities} entities: too many to remove at once without a person`,
    releasable: mayRelease,
  };
}

/** Puts together what the ledger and the sources of this process know. */
export async function readIngestionReport(
  ledger: Ledger,
  sources: ReportedSource[],
  options: { mayRelease: boolean },
): Promise<IngestionSource[]> {
  const items: IngestionSource[] = [];
  for (const { id, kind, platform, ...source } of sources) {
    const state = await ledger.source(id);
    const report = source.report();
    const judged = withPlatform(
      { state: stateOf(report, state), error: report.trouble?.message },
      kind,
      source.platformStatus?.(),
    );
    const { rejected, foreign } = await ledger.rejections.count(id);
    items.push({
      source: id,
      kind,
      title: report.description ?? (platform ? `platform ${platform}` : id),
      platform,
      ...judged,
      revision: state.revision,
      lastReadAt: state.readAt,
      ageSeconds: ageInSeconds(state.readAt),
      advancedAt: state.advancedAt,
      lastRead: report.lastRead,
      counts: {
        ingested: state.entities,
        rejected,
        held: state.held?.removals ?? 0,
        foreign,
      },
      rejected: rejected
        ? await readRejections(ledger, id, { limit: LISTED })
        : [],
      foreign: foreign ? await readForeign(ledger, id, { limit: LISTED }) : [],
      held: await readHold(ledger, id, state.held, options.mayRelease),
    });
  }
  return items;
}
