/**
 * Whether Kubernetes keeps a user or group name for itself: whoever bears `system:masters` may do
 * everything. Blanks count for nothing, since HTTP drops those around a value.
 *
 * @public
 */
export function isReservedName(name: string): boolean {
  return name.trim().toLowerCase().startsWith('system:');
}
