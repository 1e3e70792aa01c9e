import { GitOpsAgent } from 'backstage-plugin-kratix-common';
import { AgentNews } from './AgentNews';

const agent = (change: Partial<GitOpsAgent> = {}): GitOpsAgent => ({
  name: 'Kustomization flux-system/worker',
  sources: [{ path: 'worker' }],
  state: 'applied',
  revision: 'a'.repeat(40),
  time: '2026-01-01T00:00:00Z',
  ...change,
});

describe('AgentNews', () => {
  const judge = (...objects: GitOpsAgent[]) => {
    const news = new AgentNews();
    return objects.map(object =>
      news.isNews({ kind: 'agent', type: 'modified', object }),
    );
  };

  it('is what an agent has not said before, whenever it says so', () => {
    expect(
      judge(
        agent(),
        agent({ time: '2026-01-01T00:05:00Z' }),
        agent({ revision: 'b'.repeat(40) }),
        agent({ revision: 'b'.repeat(40), state: 'failed', message: 'no' }),
        agent({ name: 'another' }),
      ),
    ).toEqual([true, false, true, true, true]);
  });

  it('is that an agent is gone, and that it is back', () => {
    const news = new AgentNews();
    const says = (type: 'added' | 'deleted') =>
      news.isNews({ kind: 'agent', type, object: agent() });
    expect([says('added'), says('deleted'), says('deleted')]).toEqual([
      true,
      true,
      false,
    ]);
    expect(says('added')).toBe(true);
  });
});
