import { posix } from 'path';
import { z } from 'zod';
import { PipelineError } from './PipelineError';

/**
 * The directory that stands for everything in the output directory that no selector names.
 *
 * @public
 */
export const ROOT_DIRECTORY = '.';

/**
 * Where a directory of the output goes: to a Destination that carries all of these labels.
 *
 * @public
 */
export interface DestinationSelector {
  /**
   * A directory directly below the output directory; left out, it is everything that no other
   * selector names. A directory that is named ignores the Promise's own selectors.
   */
  directory?: string;
  /** At least one label. */
  matchLabels: Record<string, string>;
}

/** The shape of `destination-selectors.yaml`. */
export const destinationSelectorsSchema = z.array(
  z.object({
    directory: z.string().optional(),
    matchLabels: z.record(z.string()),
  }),
);

function cleanDirectory(directory: string | undefined): string {
  return posix.normalize(directory || ROOT_DIRECTORY).replace(/(?!^)\/$/, '');
}

function normalizeSelector({
  directory,
  matchLabels,
}: DestinationSelector): DestinationSelector & { directory: string } {
  const clean = cleanDirectory(directory);
  if (clean === '..' || clean.includes('/')) {
    throw new PipelineError(
      `Destination selector for directory ${JSON.stringify(
        directory,
      )}: Kratix takes only a directory directly below the output directory`,
    );
  }
  if (
    Object.keys(matchLabels).length === 0 ||
    Object.entries(matchLabels).some(([key]) => !key)
  ) {
    throw new PipelineError(
      `Destination selector for directory "${clean}" has no labels: name at least one`,
    );
  }
  return { directory: clean, matchLabels };
}

/**
 * Adds selectors to those of earlier steps. A directory that is already there gets the new labels:
 * Kratix restarts a failed container with its files still there, so writing twice must be harmless.
 *
 * @throws PipelineError as Kratix would refuse them: nested directories, the same directory twice, no
 * labels.
 */
export function mergeDestinationSelectors(
  existing: readonly DestinationSelector[],
  added: readonly DestinationSelector[],
): Array<DestinationSelector & { directory: string }> {
  const selectors = added.map(normalizeSelector);
  const names = selectors.map(({ directory }) => directory);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new PipelineError(
      `Destination selectors name the directory "${twice}" twice: put its labels into one selector`,
    );
  }
  return [
    ...existing
      .map(normalizeSelector)
      .filter(({ directory }) => !names.includes(directory)),
    ...selectors,
  ];
}
