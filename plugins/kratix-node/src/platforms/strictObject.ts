import { z } from 'zod';

/** An object that refuses other keys, and then names those that it knows. */
export function strictObject<T extends z.ZodRawShape>(shape: T) {
  return z
    .object(shape, {
      errorMap: (issue, context) => ({
        message:
          issue.code === 'unrecognized_keys'
            ? `has the unknown key ${issue.keys.join(
                ', ',
              )}; known are ${Object.keys(shape).join(', ')}`
            : context.defaultError,
      }),
    })
    .strict();
}
