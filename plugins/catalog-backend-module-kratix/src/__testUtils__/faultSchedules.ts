import fc from 'fast-check';
import { StoreName } from './FaultRig';
import { ModelDocument } from './StoreModel';

const path = fc.constantFrom(
  'a.yaml',
  'b.yaml',
  'c.yaml',
  'd/e.yaml',
  'f.yaml',
);
const name = fc.constantFrom(
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
);
const title = fc.constantFrom('X', 'Y', 'Z');
const store = fc.constantFrom<StoreName>('catalog', 'terraform');
const replica = fc.constantFrom<0 | 1>(0, 1);

const document: fc.Arbitrary<ModelDocument> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ type: fc.constant('group' as const), name, title }),
  },
  { weight: 1, arbitrary: fc.constant({ type: 'broken' as const }) },
  { weight: 1, arbitrary: fc.constant({ type: 'manifest' as const }) },
);

const changes = fc.dictionary(
  path,
  fc.option(fc.array(document, { minLength: 1, maxLength: 3 }), {
    nil: null,
    freq: 3,
  }),
  { minKeys: 1, maxKeys: 3 },
);

/** How the sources hear of a commit: at once by a placement, or only by the schedule. */
const isTold = fc.boolean();

const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      type: fc.constant('commit' as const),
      store,
      changes,
      isTold,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('empty' as const),
      store,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('rewrite' as const),
      store,
      isReplaced: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('outage' as const),
      store,
      isLong: fc.boolean(),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant('request' as const),
      name,
      isDeleted: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ type: 'cut' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('platform' as const),
      isDown: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('restart' as const), replica }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('ledgerFault' as const),
      replica,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant('read' as const), replica }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('delete' as const),
      replica,
      pick: fc.nat(20),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant('release' as const), replica }),
  },
);

/** One thing that happens. */
export type FaultStep = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** Random faults, and how their end is told. */
export const faultSchedules = fc.record({
  steps: fc.array(step, { minLength: 3, maxLength: 9 }),
  /** Whether the end is told by placements alone, as in production, or by the schedule. */
  endsByHints: fc.boolean(),
});
