import { ReadSource } from './SourceReading';

/** Something that entities are read from, as its provider needs it. */
export interface IngestedSource {
  /** Where it reads, for people and without credentials; absent while that is not known. */
  readonly title?: string;
  /**
   * Calls back whenever there may be something new to read.
   *
   * @returns a function that ends it
   */
  subscribe(wake: () => void): () => void;
  /** Asks for a comparison of all there is, not only of what has changed. */
  lookAtEverything(): void;
  /**
   * @returns how to read it now, or what has to come first
   * @throws where it cannot be read as things are
   */
  open(): OpenedSource | { waitsFor: string };
}

/** A source that can be read now. */
export interface OpenedSource {
  read: ReadSource;
  /** Everything that decides what a revision means. */
  settings: unknown;
  /** What of the source is not known at the moment, in a sentence for people. */
  gap?: string;
  /** Whether the source knows enough to judge what a process left undone that died. */
  mayFinishForOthers: boolean;
  /** To be called when the last reading has been ingested. */
  ingested(): void;
}
