import { KratixDestination } from '../placement';
import { LabelSelector } from '../scheduling';

/** `a=b, c=d`, as kubectl writes selectors; empty for one that asks for nothing. */
export function describeSelector(selector: LabelSelector): string {
  return Object.entries(selector)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ');
}

/** The part of a selector that a Destination does not fulfil. */
export function missingLabels(
  selector: LabelSelector,
  destination: KratixDestination,
): LabelSelector {
  return Object.fromEntries(
    Object.entries(selector).filter(
      ([key, value]) => destination.labels[key] !== value,
    ),
  );
}

/** The Destination that lacks the fewest labels, by name among equals. */
export function nearestDestination(
  selector: LabelSelector,
  destinations: KratixDestination[],
): KratixDestination | undefined {
  const lacks = (destination: KratixDestination) =>
    Object.keys(missingLabels(selector, destination)).length;
  return destinations
    .filter(
      ({ deletedAt, labels }) =>
        !deletedAt && labels['kratix.io/dry-run'] !== 'true',
    )
    .sort((a, b) => lacks(a) - lacks(b) || a.name.localeCompare(b.name))[0];
}
