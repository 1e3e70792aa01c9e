import { GitOpsAgent, GitOpsRepository } from 'backstage-plugin-kratix-common';
import { PlatformChange } from 'backstage-plugin-kratix-node';

type AgentChange = Extract<
  PlatformChange,
  { object: GitOpsAgent | GitOpsRepository }
>;

/** GitOps agents report every few minutes, mostly what they have said before. */
export class AgentNews {
  private readonly said = new Map<string, string>();

  /** Whether an agent, or a repository that it knows, says something else than the last time. */
  isNews({ type, object }: AgentChange): boolean {
    const key = 'name' in object ? object.name : `repository ${object.key}`;
    if (type === 'deleted') {
      return this.said.delete(key);
    }
    const says = JSON.stringify({ ...object, time: undefined });
    const isNews = this.said.get(key) !== says;
    this.said.set(key, says);
    return isNews;
  }
}
