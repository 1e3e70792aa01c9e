import { promises as fs } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { imageMatches } from './imageReference';
import { shellImage } from './shellImage';

const mappingFile = z
  .object({
    images: z.record(
      z
        .object({
          command: z.array(z.string()).min(1),
          workingDir: z.string().optional(),
        })
        .strict(),
    ),
  })
  .strict();

/** The local command that stands for an image. */
export interface MappedImage {
  /** Program and first arguments: what ENTRYPOINT is to an image. */
  command: string[];
  /** Absolute; the Pod's own directory when left out. */
  workingDir?: string;
}

/**
 * Which local command stands for which image, as written in YAML files:
 *
 * ```yaml
 * images:
 *   ghcr.io/acme/team-pipeline:v1: { command: [node, pipeline.js], workingDir: . }
 *   ghcr.io/acme/other:*: { command: [./other.sh] }
 * ```
 *
 * `workingDir` is relative to the file. The files are read at each look-up, so a container that waits
 * for its image starts once the image has been mapped. `busybox` needs no mapping: this machine's `sh` stands
 * for it.
 */
export class ImageMap {
  constructor(private readonly files: string[]) {}

  /** @throws Error that names the file when a mapping file cannot be read. */
  async find(image: string): Promise<MappedImage | undefined> {
    for (const file of this.files) {
      const images = await this.read(file);
      // An exact key goes before one for all tags.
      const keys = Object.keys(images).sort(
        (a, b) => Number(a.endsWith(':*')) - Number(b.endsWith(':*')),
      );
      const key = keys.find(candidate => imageMatches(candidate, image));
      if (key !== undefined) {
        const { command, workingDir } = images[key];
        return {
          command,
          workingDir:
            workingDir === undefined
              ? undefined
              : path.resolve(path.dirname(file), workingDir),
        };
      }
    }
    return shellImage(image);
  }

  private async read(file: string) {
    try {
      return mappingFile.parse(parse(await fs.readFile(file, 'utf8'))).images;
    } catch (cause) {
      const reason =
        cause instanceof z.ZodError
          ? cause.issues
              .map(issue => `${issue.path.join('.')}: ${issue.message}`)
              .join('; ')
          : (cause as Error).message;
      throw new Error(`The image mapping ${file} cannot be read: ${reason}`, {
        cause,
      });
    }
  }
}
