/**
 * A step that cannot go on: the message names the thing, the reason and the way out, and is what
 * {@link runStep} prints.
 *
 * @public
 */
export class PipelineError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'PipelineError';
  }
}
