/**
 * Told what the platform does, in sentences for people.
 *
 * @public
 */
export interface PlatformLogger {
  info(message: string): void;
  error(message: string): void;
}
