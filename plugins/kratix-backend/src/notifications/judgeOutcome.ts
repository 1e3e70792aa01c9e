import {
  findCondition,
  KratixRequest,
  RequestState,
} from 'backstage-plugin-kratix-common';

/** What an owner wants to hear of. */
export interface Outcome {
  name: 'ready' | 'failed';
  generation: number;
  /** Names the moment at which it came to this, the same for every replica. */
  key: string;
}

const timeOf = ({ conditions }: KratixRequest, type: string) =>
  findCondition(conditions, type)?.lastTransitionTime ?? '';

/** Undefined while the request is on its way, or is being deleted. */
export function judgeOutcome(
  request: KratixRequest,
  state: RequestState,
): Outcome | undefined {
  const { generation } = request;
  switch (state.name) {
    case 'Ready':
      return {
        name: 'ready',
        generation,
        key: `ready:${generation}:${timeOf(request, 'Reconciled')}`,
      };
    case 'Failed':
      return {
        name: 'failed',
        generation,
        key: `failed:${generation}:${timeOf(
          request,
          'ConfigureWorkflowCompleted',
        )}`,
      };
    case 'Misplaced':
    case 'Failing':
      // While writes fail, Kratix says in turn that they fail and that all is well.
      return {
        name: 'failed',
        generation,
        key: `${state.name}:${generation}`,
      };
    default:
      return undefined;
  }
}

/**
 * Whether an outcome is news after the one before it. Kratix runs everything again every few hours:
 * what comes out the same again for the same version of the request is none.
 */
export function isNews(before: Outcome | undefined, now: Outcome): boolean {
  return before?.name !== now.name || before.generation !== now.generation;
}
