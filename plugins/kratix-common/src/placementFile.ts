/** A file that a Pipeline put out, as it is in the state store. @public */
export interface PlacementFile {
  /** Relative to the Pipeline's output directory. */
  path: string;
  /** Size in bytes. */
  size: number;
  /** Absent where `withheld` says why. */
  content?: string;
  /**
   * Why the content is not given: it holds a Secret, is larger than what a page can show, is no text,
   * or cannot be read.
   */
  withheld?: 'secret' | 'tooLarge' | 'binary' | 'unreadable';
}
