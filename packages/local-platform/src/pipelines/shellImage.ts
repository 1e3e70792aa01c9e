import { imageMatches } from './imageReference';

/**
 * What stands for an image that no file maps: this machine's shell for `busybox`, whose steps are shell scripts in
 * their manifests. The tools are this machine's too.
 */
export function shellImage(image: string): { command: string[] } | undefined {
  return imageMatches('busybox:*', image) ? { command: ['sh'] } : undefined;
}
