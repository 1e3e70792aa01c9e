import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { Position } from './requestOrder';

const cursorSchema = z.tuple([z.string(), z.string(), z.string()]);

/** @param order - the order that the position belongs to */
export function encodeCursor(order: string, { key, ref }: Position): string {
  return Buffer.from(JSON.stringify([order, key, ref])).toString('base64url');
}

/** @throws InputError where the cursor is none, or one of another order */
export function decodeCursor(order: string, cursor: string): Position {
  const [cursorOrder, key, ref] = readCursor(cursor);
  if (cursorOrder === order) {
    return { key, ref };
  }
  throw new InputError(
    'cursor belongs to another orderField; start again without it',
  );
}

/** What makes it malformed is of no use to anybody, and would be appended to the message. */
function readCursor(cursor: string): z.output<typeof cursorSchema> {
  try {
    const text = Buffer.from(cursor, 'base64url').toString('utf8');
    return cursorSchema.parse(JSON.parse(text));
  } catch {
    throw new InputError(
      'cursor is malformed; pass what pageInfo.nextCursor gave',
    );
  }
}
