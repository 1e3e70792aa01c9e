import { ClusterError } from '../cluster/ClusterError';
import { ContactObserver } from '../cluster/KubeHttp';
import { PlatformCalls } from '../KratixPlatforms';

/** Keeps whether, and when, an API server was last heard of, and how many calls it was sent. */
export class Contact implements ContactObserver {
  private readonly options: {
    now(): number;
    found(): void;
    lost(message: string): void;
  };
  private reachable?: boolean;
  private lastContact?: number;
  private error?: string;
  private readonly counts = new Map<string, PlatformCalls>();

  constructor(options: Contact['options']) {
    this.options = options;
  }

  contact() {
    const wasReachable = this.reachable;
    this.reachable = true;
    this.error = undefined;
    this.lastContact = this.options.now();
    if (!wasReachable) {
      this.options.found();
    }
  }

  lost(error: ClusterError) {
    const isNews = this.reachable !== false || this.error !== error.message;
    this.reachable = false;
    this.error = error.message;
    if (isNews) {
      this.options.lost(error.message);
    }
  }

  answered(method: PlatformCalls['method'], status: number) {
    const key = `${method} ${status}`;
    const known = this.counts.get(key);
    this.counts.set(key, { method, status, count: (known?.count ?? 0) + 1 });
  }

  calls(): PlatformCalls[] {
    return [...this.counts.values()];
  }

  status(): { reachable: boolean; lastContact?: string; error?: string } {
    return {
      reachable: this.reachable ?? false,
      ...(this.lastContact !== undefined && {
        lastContact: new Date(this.lastContact).toISOString(),
      }),
      ...(this.error && { error: this.error }),
    };
  }
}
