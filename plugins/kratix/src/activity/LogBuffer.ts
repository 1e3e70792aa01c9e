import { harmlessText } from '../components/harmless';

/** Most lines that are kept; the oldest go first. */
export const MOST_LINES = 20_000;
/** Most characters that are kept of all lines together. */
const MOST_CHARACTERS = 4_000_000;
/** What a line is cut into: a program may print megabytes without a line's end. */
export const MOST_OF_A_LINE = 2_000;

/** Colours, and links and titles of a terminal; those that a line ends within, too. */
/* eslint-disable no-control-regex -- what is looked for are control characters */
const ESCAPES =
  /\u001b(?:\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|\[[0-?]*[ -/]*[@-~]?|[@-Z\\^_]?)/g;
/* eslint-enable no-control-regex */

/** A line as a terminal would show it, without what could garble the text around it. */
function readable(raw: string): string {
  // A progress bar goes back to the beginning of its line, and writes over it.
  const line = raw.replace(/\r+$/, '');
  const last = line.slice(line.lastIndexOf('\r') + 1);
  return harmlessText(
    // What is no text comes as a row of marks: one says as much.
    last.replace(ESCAPES, '').replace(/\ufffd{2,}/g, '\ufffd'),
  );
}

/**
 * The end of a log, in lines that can be shown. What it holds is bounded, whatever is printed: by
 * lines, by characters, and by the length of a line.
 */
export class LogBuffer {
  private readonly kept: string[] = [];
  private open = '';
  private characters = 0;
  private left = 0;

  /** How many lines are left out at the beginning. */
  get dropped(): number {
    return this.left;
  }

  /** The lines so far, the unfinished one included; a copy. */
  get lines(): string[] {
    return this.open ? [...this.kept, readable(this.open)] : [...this.kept];
  }

  append(text: string): void {
    let start = 0;
    for (;;) {
      const end = text.indexOf('\n', start);
      const part = text.slice(start, end < 0 ? undefined : end);
      this.extend(part);
      if (end < 0) {
        break;
      }
      this.close();
      start = end + 1;
    }
    this.forget();
  }

  private extend(part: string): void {
    let rest = part;
    while (this.open.length + rest.length > MOST_OF_A_LINE) {
      const room = MOST_OF_A_LINE - this.open.length;
      this.open += rest.slice(0, room);
      rest = rest.slice(room);
      this.close();
      this.forgetSome();
    }
    this.open += rest;
  }

  private close(): void {
    const line = readable(this.open);
    this.open = '';
    this.kept.push(line);
    this.characters += line.length;
  }

  /** Keeps a long chunk from growing beyond twice the bounds before it is cut. */
  private forgetSome(): void {
    if (this.kept.length > 2 * MOST_LINES) {
      this.forget();
    }
  }

  private forget(): void {
    let count = Math.max(0, this.kept.length - MOST_LINES);
    let freed = 0;
    for (let index = 0; index < count; index += 1) {
      freed += this.kept[index].length;
    }
    while (this.characters - freed > MOST_CHARACTERS) {
      freed += this.kept[count].length;
      count += 1;
    }
    this.kept.splice(0, count);
    this.characters -= freed;
    this.left += count;
  }
}
