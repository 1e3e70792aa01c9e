import { promises as fs } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { SerialQueue } from '../process/SerialQueue';
import { LogActivity } from './LogActivity';
import { formatLogLine, LineSplitter } from './logLines';

/** What a container's log file may hold; the rest of what it prints is dropped. */
export const MAX_LOG_BYTES = 10 * 1024 * 1024;

/** Writes the log file of one run of a container. */
export class ContainerLog {
  private readonly queue = new SerialQueue();
  private size = 0;

  private constructor(
    private readonly file: string,
    private readonly handle: fs.FileHandle,
    private readonly activity: LogActivity,
  ) {}

  static async create(
    file: string,
    activity: LogActivity,
  ): Promise<ContainerLog> {
    await fs.mkdir(path.dirname(file), { recursive: true });
    const handle = await fs.open(file, 'w', 0o600);
    activity.start(file);
    return new ContainerLog(file, handle, activity);
  }

  /** Takes all that a stream gives until it ends; a slow disk slows the stream, a full log does not. */
  async takeFrom(stream: Readable): Promise<void> {
    const splitter = new LineSplitter();
    for await (const chunk of stream) {
      if (this.size < MAX_LOG_BYTES) {
        await this.writeLines(splitter.push(chunk));
      }
    }
    await this.writeLines(splitter.end());
  }

  /** Writes lines, all at the present time. */
  writeLines(lines: string[]): Promise<void> {
    return this.queue.run(async () => {
      if (lines.length === 0 || this.size >= MAX_LOG_BYTES) {
        return;
      }
      const time = new Date().toISOString();
      let text = lines
        .map(line => formatLogLine({ time, text: line }))
        .join('');
      if (this.size + Buffer.byteLength(text) >= MAX_LOG_BYTES) {
        const space = MAX_LOG_BYTES - this.size;
        const fitting = Buffer.from(text).subarray(0, space).toString('utf8');
        const whole = fitting.slice(0, fitting.lastIndexOf('\n') + 1);
        text = `${whole}${formatLogLine({
          time,
          text: `[The log is longer than ${
            MAX_LOG_BYTES / 1024 / 1024
          } MiB. What the container prints from here on is not kept.]`,
        })}`;
        this.size = MAX_LOG_BYTES;
      }
      await this.handle.write(text);
      this.size += Buffer.byteLength(text);
      this.activity.written(this.file);
    });
  }

  async close(): Promise<void> {
    await this.queue.idle();
    await this.handle.close();
    this.activity.end(this.file);
  }
}
