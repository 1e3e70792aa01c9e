import {
  RequestDetails,
  RequestStateName,
} from 'backstage-plugin-kratix-common';
import { details } from '../__testUtils__/samples';
import { timelineOf } from './timelineOf';

const [placement] = details().placements;

const inState = (
  name: RequestStateName,
  change: Partial<RequestDetails> = {},
) => details({ state: { name, reason: '' }, ...change });

const states = (request: RequestDetails) =>
  timelineOf(request)
    .map(({ name, state }) => `${name} ${state}`)
    .join(', ');

describe('timelineOf', () => {
  it.each([
    [
      inState('Ready'),
      'accepted done, pipelines done, scheduled done, written done',
    ],
    [
      inState('Pending', { pipelines: [], placements: [] }),
      'accepted done, pipelines waiting, scheduled waiting, written waiting',
    ],
    // What an earlier version left there is not of this one.
    [
      inState('Running'),
      'accepted done, pipelines active, scheduled waiting, written waiting',
    ],
    [
      inState('Failed', {
        pipelines: [{ name: 'configure', phase: 'Failed' }],
      }),
      'accepted done, pipelines problem, scheduled waiting, written waiting',
    ],
    [
      inState('Suspended'),
      'accepted done, pipelines held, scheduled waiting, written waiting',
    ],
    [
      inState('Scheduling', { placements: [] }),
      'accepted done, pipelines done, scheduled active, written waiting',
    ],
    [
      inState('Misplaced'),
      'accepted done, pipelines done, scheduled problem, written waiting',
    ],
    [
      inState('Writing', { placements: [{ ...placement, written: false }] }),
      'accepted done, pipelines done, scheduled done, written active',
    ],
    [
      inState('Failing'),
      'accepted done, pipelines done, scheduled done, written problem',
    ],
    [
      details({ state: { name: 'Ready', reason: '', health: 'degraded' } }),
      'accepted done, pipelines done, scheduled done, written done, healthy problem',
    ],
  ])('puts stages in order (%#)', (request, expected) => {
    expect(states(request)).toBe(expected);
  });

  it('tells no time of what is still to come, though an earlier version was written', () => {
    const written = [{ ...placement, since: '2026-01-01T00:00:00Z' }];
    const ofStage = (name: RequestStateName) =>
      timelineOf(inState(name, { placements: written })).at(-1);
    expect(ofStage('Ready')).toMatchObject({ time: '2026-01-01T00:00:00Z' });
    expect(ofStage('Running')).toEqual({ name: 'written', state: 'waiting' });
  });

  it('tells when agents were at something else only as what they have applied', () => {
    const time = '2026-01-01T00:00:00Z';
    const ofAgent = (state: 'applied' | 'pending') =>
      timelineOf(
        inState('Ready', {
          applied: [
            { placement: 'p', destination: 'd', agent: 'a', state, time },
          ],
        }),
      ).at(-1);
    expect(ofAgent('applied')).toEqual({
      name: 'applied',
      state: 'done',
      time,
    });
    expect(ofAgent('pending')?.time).toBeUndefined();
  });

  it('says how long the Pipelines took, for the first version only', () => {
    const created = '2026-01-01T12:00:00Z';
    const request = (generation: number) =>
      details({
        createdAt: created,
        generation,
        manifest: {
          ...details().manifest,
          status: {
            conditions: [
              {
                type: 'ConfigureWorkflowCompleted',
                status: 'True',
                lastTransitionTime: '2026-01-01T12:00:12Z',
              },
            ],
          },
        },
      });
    expect(timelineOf(request(1))[1]).toEqual({
      name: 'pipelines',
      state: 'done',
      time: '2026-01-01T12:00:12Z',
      duration: 12_000,
    });
    expect(timelineOf(request(2))[1].duration).toBeUndefined();
  });

  it.each([undefined, 'text', { conditions: 'broken' }])(
    'bears a status that is none (%#)',
    status => {
      const manifest = { ...details().manifest, status };
      expect(timelineOf(details({ manifest }))).toHaveLength(4);
    },
  );
});
