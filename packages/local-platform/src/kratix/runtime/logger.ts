/** Where the controllers log; any logger of this shape will do. */
export interface KratixLogger {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
