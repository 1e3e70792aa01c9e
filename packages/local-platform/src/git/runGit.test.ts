import { runGit } from './runGit';

describe('runGit', () => {
  it('leaves no process behind when the input cannot be made', async () => {
    function* input() {
      yield 'blob\n';
      throw new Error('cannot be made');
    }
    await expect(
      runGit(['hash-object', '--stdin'], { input: input() }),
    ).rejects.toThrow('cannot be made');
    expect(process.getActiveResourcesInfo()).not.toContain('ProcessWrap');
  });
});
