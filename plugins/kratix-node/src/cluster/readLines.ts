import { ClusterError } from './ClusterError';

/**
 * Splits a stream of bytes into its lines. What follows the last line feed is left out: it is a line
 * that was cut off.
 *
 * @throws ClusterError (malformed) where a line is longer than `maxBytes`.
 */
export async function* readLines(
  chunks: AsyncIterable<Buffer>,
  maxBytes: number,
): AsyncGenerator<string> {
  let rest: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    let start = 0;
    for (
      let end = chunk.indexOf(10);
      end >= 0;
      end = chunk.indexOf(10, start)
    ) {
      rest.push(chunk.subarray(start, end));
      yield Buffer.concat(rest).toString('utf8');
      rest = [];
      size = 0;
      start = end + 1;
    }
    const tail = chunk.subarray(start);
    size += tail.length;
    if (size > maxBytes) {
      throw new ClusterError(
        'malformed',
        `The API server sent an event of more than ${maxBytes} bytes.`,
      );
    }
    rest.push(tail);
  }
}
