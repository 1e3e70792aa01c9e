import { KratixDestination } from './placement';

/** Labels and the values that they must have. @public */
export type LabelSelector = Record<string, string>;

/** In Kratix's order of precedence: the first wins where two ask for different values of a key. */
const SOURCES = ['promise', 'promise-workflow', 'resource-workflow'];

/**
 * What a Destination must be labelled with to take a group of files: all selectors together, the
 * Promise's own before those of its workflows, and the first of each source before its others.
 *
 * @public
 */
export function effectiveSelector(
  selectors: { matchLabels: Record<string, string>; source?: string }[],
): LabelSelector {
  const rank = ({ source }: { source?: string }) => {
    const index = SOURCES.indexOf(source ?? '');
    return index < 0 ? SOURCES.length : index;
  };
  return Object.assign(
    {},
    // What comes last overrides; sorting keeps the reversed order of equal sources.
    ...[...selectors]
      .reverse()
      .sort((a, b) => rank(b) - rank(a))
      .map(({ matchLabels }) => matchLabels),
  );
}

/**
 * Whether Kratix may schedule files with such a selector to a Destination. A strict Destination takes
 * only what asks for its labels by name; none takes real work that is there for dry runs.
 *
 * @public
 */
export function matchesDestination(
  selector: LabelSelector,
  destination: KratixDestination,
): boolean {
  if (destination.labels['kratix.io/dry-run'] === 'true') {
    return false;
  }
  const entries = Object.entries(selector);
  if (!entries.length) {
    return !(
      destination.strictMatchLabels && Object.keys(destination.labels).length
    );
  }
  return entries.every(([key, value]) => destination.labels[key] === value);
}
