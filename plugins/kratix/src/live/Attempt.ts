import { KratixCallOptions, Revisions } from 'backstage-plugin-kratix-common';
import { RequestSignal } from './useRequestSignals';

/** What {@link Attempt} gives to the calls that it is made of. */
export type LiveCall = Required<
  Pick<KratixCallOptions, 'signal' | 'onRevisions'>
>;

/** One attempt to answer a question, and what the backend knew when it answered. */
export class Attempt {
  private readonly abortion = new AbortController();
  private readonly revisions = new Map<string, string | undefined>();

  readonly call: LiveCall = {
    signal: this.abortion.signal,
    onRevisions: revisions => this.note(revisions),
  };

  get isAborted() {
    return this.abortion.signal.aborted;
  }

  abort() {
    this.abortion.abort();
  }

  /**
   * Whether the answer holds what a signal tells of. Several replicas tell of each change; the first that
   * does is asked, or another one, which may not know of it yet.
   */
  covers({ platform, revision }: RequestSignal): boolean {
    return (
      platform !== undefined &&
      revision !== undefined &&
      this.revisions.get(platform) === revision
    );
  }

  /** Of an answer that several calls made, only what all of them knew counts. */
  private note(revisions: Revisions) {
    for (const [platform, revision] of Object.entries(revisions)) {
      const isFirst = !this.revisions.has(platform);
      const isSame = this.revisions.get(platform) === revision;
      this.revisions.set(platform, isFirst || isSame ? revision : undefined);
    }
  }
}
