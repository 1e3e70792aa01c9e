import { KratixStep } from 'backstage-plugin-kratix-common';
import { stepsInShort } from './stepsInShort';

const steps = (change: (index: number) => Partial<KratixStep>) =>
  Array.from(
    { length: 200 },
    (_, index): KratixStep => ({
      name: `s${index}`,
      image: '',
      role: 'author',
      state: 'waiting',
      restarts: 0,
      ...change(index),
    }),
  );
const names = (list: KratixStep[], most = 3) =>
  stepsInShort(list, most)
    .map(({ name }) => name)
    .join(' ');

describe('stepsInShort', () => {
  it('shows the first ones where none tells more', () => {
    expect(names(steps(() => ({})))).toBe('s0 s1 s2');
    expect(names(steps(() => ({})).slice(0, 2))).toBe('s0 s1');
  });

  it('shows what fails or runs wherever it is, in order', () => {
    const failing = (change: Partial<KratixStep>) =>
      steps(index => (index === 150 ? change : {}));
    expect(names(failing({ state: 'terminated', exitCode: 3 }))).toBe(
      's0 s1 s150',
    );
    expect(names(failing({ lastFailure: { exitCode: 1 } }))).toBe('s0 s1 s150');
    expect(names(steps(() => ({ state: 'running' })))).toBe('s0 s1 s2');
  });
});
