import { z } from 'zod';

const duration = { seconds: z.number().positive().max(86_400).optional() };
const selection = {
  /** Only requests with one of these verbs, as RBAC names them: `get`, `list`, `watch`, `create`, … */
  verbs: z.array(z.string()).nonempty().optional(),
  /** Only requests for this plural, for example `teams`. */
  resource: z.string().min(1).optional(),
  /** It is over after it has struck this often. */
  times: z.number().int().positive().optional(),
  ...duration,
};
const repository = z.string().min(1);

const answer = z
  .object({
    fault: z.literal('answer'),
    status: z.union([
      z.literal(410),
      z.literal(429),
      z.literal(500),
      z.literal(503),
    ]),
    /** Sent as `Retry-After`. */
    retryAfterSeconds: z.number().int().nonnegative().optional(),
    ...selection,
  })
  .strict();
const delay = z
  .object({
    fault: z.literal('delay'),
    milliseconds: z.number().int().positive().max(600_000),
    ...selection,
  })
  .strict();
const cutWatches = z
  .object({
    fault: z.literal('cut-watches'),
    resource: z.string().min(1).optional(),
  })
  .strict();
const refusePushes = z
  .object({ fault: z.literal('refuse-pushes'), repository, ...duration })
  .strict();
const loseRepository = z
  .object({ fault: z.literal('lose-repository'), repository, ...duration })
  .strict();

/** How a fault is asked for. */
export const faultSchema = z.discriminatedUnion('fault', [
  answer,
  delay,
  cutWatches,
  refusePushes,
  loseRepository,
]);

/**
 * A way in which the platform is hurt on purpose:
 *
 * - `answer`: requests are answered with an error
 * - `delay`: requests wait before they are answered
 * - `cut-watches`: the connections of watches are cut, once
 * - `refuse-pushes`: pushes to a repository of the platform are refused
 * - `lose-repository`: a repository of the platform cannot be found
 */
export type Fault = z.infer<typeof faultSchema>;

/** A fault in force. */
export type ActiveFault = Exclude<Fault, { fault: 'cut-watches' }> & {
  id: string;
  /** How often it has struck. */
  struck: number;
  /** RFC 3339; absent when it lasts until it is removed. */
  until?: string;
};
