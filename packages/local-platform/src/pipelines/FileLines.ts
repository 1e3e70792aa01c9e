import { promises as fs } from 'node:fs';
import { LogLine, parseLogLine } from './logLines';

const READ_BYTES = 64 * 1024;

/** Reads the complete lines of a file that may grow, each once. */
export class FileLines {
  private handle?: fs.FileHandle;
  private position = 0;
  private rest = Buffer.alloc(0);

  constructor(private readonly file: string) {}

  async *readAvailable(): AsyncGenerator<LogLine[]> {
    this.handle ??= await fs.open(this.file, 'r').catch(() => undefined);
    if (!this.handle) {
      return;
    }
    for (;;) {
      const buffer = Buffer.alloc(READ_BYTES);
      const { bytesRead } = await this.handle.read(
        buffer,
        0,
        READ_BYTES,
        this.position,
      );
      if (bytesRead === 0) {
        return;
      }
      this.position += bytesRead;
      const seen = Buffer.concat([this.rest, buffer.subarray(0, bytesRead)]);
      const end = seen.lastIndexOf(10) + 1;
      this.rest = seen.subarray(end);
      if (end > 0) {
        yield seen
          .subarray(0, end - 1)
          .toString('utf8')
          .split('\n')
          .map(parseLogLine);
      }
    }
  }

  async close(): Promise<void> {
    await this.handle?.close();
  }
}
