/**
 * Name of a source's provider, which ties its entities to it. Follows from the key in the
 * configuration alone: another name would mean that the entities of the old one are removed.
 */
export function providerName(source: string): string {
  return `kratix:${source}`;
}
