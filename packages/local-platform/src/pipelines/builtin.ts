/**
 * What a container that runs inside the platform's own process is given in place of a filesystem, an
 * environment and standard output.
 */
export interface BuiltinContainerContext {
  /** The container's `command`; empty when the manifest gives none. */
  command: string[];
  /** The container's `args`. */
  args: string[];
  /** The container's environment, `envFrom` and `valueFrom` resolved. */
  env: Record<string, string>;
  /**
   * The real directory or file that stands for a path in the container, for example `/kratix/input`
   * or `/kratix/metadata/status.yaml`.
   *
   * @throws Error when no volume of the container is mounted at or above the path.
   */
  mounts(containerPath: string): string;
  /** Writes one line to the container's log. */
  log(line: string): void;
  /** Aborted when the Pod is deleted, its Job is suspended or its time is over. */
  signal: AbortSignal;
}

/**
 * A container image that is part of the platform itself: it does its work in this process and
 * resolves to its exit code. A rejection is logged and counts as exit code 1.
 */
export type BuiltinContainer = (
  context: BuiltinContainerContext,
) => Promise<number>;

/** Container images that run in this process, by image reference. */
export type BuiltinImages = ReadonlyMap<string, BuiltinContainer>;
