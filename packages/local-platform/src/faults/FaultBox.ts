import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { KubeStatusError } from '../kube';
import { ActiveFault, Fault } from './Fault';

const reasons: Record<number, string> = {
  410: 'Expired',
  429: 'TooManyRequests',
  500: 'InternalError',
  503: 'ServiceUnavailable',
};

/** What is asked of the API server, as far as a fault can tell it from others. */
export interface FaultTarget {
  verb: string;
  resource?: string;
}

/** The faults in force. They live in memory: a restart heals everything. */
export class FaultBox {
  private faults: ActiveFault[] = [];
  private readonly watches = new Map<() => void, FaultTarget>();

  constructor(private readonly now: () => number = Date.now) {}

  /** Puts a fault in force, or lets it strike where it is over at once; gives it with its id in the first case. */
  add(fault: Fault): ActiveFault | undefined {
    if (fault.fault === 'cut-watches') {
      for (const [cut, target] of this.watches) {
        if (!fault.resource || fault.resource === target.resource) {
          cut();
        }
      }
      return undefined;
    }
    const active: ActiveFault = {
      ...fault,
      id: randomUUID().slice(0, 8),
      struck: 0,
      ...(fault.seconds === undefined
        ? {}
        : {
            until: new Date(this.now() + fault.seconds * 1_000).toISOString(),
          }),
    };
    this.faults.push(active);
    return active;
  }

  list(): ActiveFault[] {
    const now = this.now();
    this.faults = this.faults.filter(
      fault =>
        (!fault.until || Date.parse(fault.until) > now) &&
        !('times' in fault && fault.times && fault.struck >= fault.times),
    );
    return [...this.faults];
  }

  /** Takes a fault away, or all. Gives how many that were. */
  remove(id?: string): number {
    const before = this.list();
    this.faults = before.filter(fault => id !== undefined && fault.id !== id);
    return before.length - this.faults.length;
  }

  /** Lets faults strike a request to the API server. @throws KubeStatusError to answer */
  async strike(target: FaultTarget, signal: AbortSignal): Promise<void> {
    for (const fault of this.list()) {
      const isMeant =
        (fault.fault === 'answer' || fault.fault === 'delay') &&
        (!fault.verbs || fault.verbs.includes(target.verb)) &&
        (!fault.resource || fault.resource === target.resource);
      if (!isMeant) {
        continue;
      }
      fault.struck++;
      if (fault.fault === 'delay') {
        await wait(fault.milliseconds, undefined, { signal });
        continue;
      }
      const { status, retryAfterSeconds } = fault;
      throw new KubeStatusError(
        status,
        reasons[status],
        `The fault ${fault.id} answers ${status} on purpose: see kratix-local-platform fault --help`,
        retryAfterSeconds === undefined ? undefined : { retryAfterSeconds },
      );
    }
  }

  /** What a fault says against a repository being used; undefined when none does. */
  strikeRepository(
    repository: string,
    pushing: boolean,
  ): 'lost' | 'refused' | undefined {
    for (const fault of this.list()) {
      const isMeant =
        (fault.fault === 'lose-repository' ||
          (fault.fault === 'refuse-pushes' && pushing)) &&
        fault.repository === repository;
      if (isMeant) {
        fault.struck++;
        return fault.fault === 'lose-repository' ? 'lost' : 'refused';
      }
    }
    return undefined;
  }

  /** Makes a watch one that can be cut, until the returned function is called. */
  onCut(target: FaultTarget, cut: () => void): () => void {
    this.watches.set(cut, target);
    return () => this.watches.delete(cut);
  }
}
