import {
  IngestionSource,
  PlatformSummary,
} from 'backstage-plugin-kratix-common';

/** How the last reads of a source went, in this process. */
export interface ProviderReport {
  /** Where it reads, for people and without credentials. */
  description?: string;
  /** The last read that succeeded. */
  lastRead?: IngestionSource['lastRead'];
  /** Why it does not read, as things are; absent after a read that succeeded. */
  trouble?: {
    /** `waiting` for the platform, `failing`, or `unusable` settings. */
    state: 'waiting' | 'failing' | 'unusable';
    message: string;
  };
}

/** A source as the report and the release of removals see it. */
export interface ReportedSource {
  id: string;
  /** Absent where its settings cannot be used. */
  kind?: IngestionSource['kind'];
  platform?: string;
  /** How its platform is doing. */
  platformStatus?(): PlatformSummary;
  report(): ProviderReport;
  /** Reads now. */
  read(): Promise<void>;
}
