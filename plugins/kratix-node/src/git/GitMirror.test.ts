import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { TestRepository } from '../__testUtils__/TestRepository';
import { GitCommand } from './GitCommand';
import { GitMirror } from './GitMirror';

describe('GitMirror', () => {
  let repository: TestRepository;

  beforeEach(async () => {
    repository = await TestRepository.create();
  });

  afterEach(async () => {
    await repository.remove();
  });

  it('gives contents to a reader that takes longer than a command may', async () => {
    const size = 300_000;
    const names = [...'abcdefgh'];
    await repository.commit(
      Object.fromEntries(names.map(name => [name, name.repeat(size)])),
    );
    await mkdir(repository.cache, { recursive: true });
    const mirrorOf = (timeoutMs?: number) =>
      new GitMirror({
        git: new GitCommand({
          directory: repository.cache,
          url: repository.url,
          timeoutMs,
        }),
        directory: join(repository.cache, 'mirror'),
        branch: 'main',
        maxFileBytes: size,
      });
    const mirror = mirrorOf();
    const entries = await mirror.files(await mirror.fetch(), '');
    const ids = entries.map(({ id }) => id);
    await mirror.provide(ids);

    const contents: string[] = [];
    for await (const some of await mirrorOf(1500).provide(ids)) {
      contents.push(
        ...some.map(({ content }) => content?.toString('utf8', 0, 1) ?? ''),
      );
      // The reader's own work, and not something that the test waits for.
      await setTimeout(300);
    }
    expect(contents).toEqual(names);
  });
});
