/** Values by a key of their own, found again by the group they are in. */
export class Grouping<T> {
  private readonly groups = new Map<string, Map<string, T>>();
  private readonly groupOfId = new Map<string, string>();

  get(group: string): T[] {
    return [...(this.groups.get(group)?.values() ?? [])];
  }

  find(id: string): T | undefined {
    const group = this.groupOfId.get(id);
    return group === undefined ? undefined : this.groups.get(group)?.get(id);
  }

  /** Puts a value in, moves it or, left out, takes it away. */
  set(id: string, member?: { group: string; value: T }) {
    const before = this.groupOfId.get(id);
    if (before !== undefined && before !== member?.group) {
      const group = this.groups.get(before);
      group?.delete(id);
      if (!group?.size) {
        this.groups.delete(before);
      }
      this.groupOfId.delete(id);
    }
    if (member) {
      const group = this.groups.get(member.group) ?? new Map<string, T>();
      this.groups.set(member.group, group.set(id, member.value));
      this.groupOfId.set(id, member.group);
    }
  }
}
