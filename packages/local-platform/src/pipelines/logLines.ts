import { StringDecoder } from 'node:string_decoder';

const MAX_LINE_CHARACTERS = 16 * 1024;

/** One line of a container's log. */
export interface LogLine {
  /** When it was written, RFC 3339. */
  time: string;
  text: string;
}

/** A line as it is stored: the time, a space and the text. */
export function formatLogLine(line: LogLine): string {
  return `${line.time} ${line.text}\n`;
}

/** The reverse of {@link formatLogLine}, without the line end. */
export function parseLogLine(stored: string): LogLine {
  const space = stored.indexOf(' ');
  return { time: stored.slice(0, space), text: stored.slice(space + 1) };
}

/** Cuts a stream of bytes into lines; a line without end is cut where it gets too long to keep in memory. */
export class LineSplitter {
  private readonly decoder = new StringDecoder('utf8');
  private rest = '';

  /** The lines that are complete by now. */
  push(chunk: Buffer): string[] {
    const lines = (this.rest + this.decoder.write(chunk)).split('\n');
    this.rest = lines.pop() ?? '';
    while (this.rest.length > MAX_LINE_CHARACTERS) {
      lines.push(this.rest.slice(0, MAX_LINE_CHARACTERS));
      this.rest = this.rest.slice(MAX_LINE_CHARACTERS);
    }
    return lines;
  }

  /** The line that had no end. */
  end(): string[] {
    const last = this.rest + this.decoder.end();
    this.rest = '';
    return last === '' ? [] : [last];
  }
}
