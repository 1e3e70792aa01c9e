import { groupYaml } from '../__testUtils__/groups';
import { placeName } from './placeEntity';
import { readEntities, ReadOptions } from './readEntities';

const options = (naming: ReadOptions['naming']): ReadOptions => ({
  kinds: ['Group'],
  platform: 'local',
  naming,
  locationOf: path => `kratix:${path}`,
});

describe('placeEntity', () => {
  it('puts entities under names of their own', async () => {
    const { entities } = await readEntities(
      { path: 'a.yaml', content: groupYaml('a') },
      options({ namePrefix: 'kratix-', namespace: 'teams' }),
    );
    expect(entities.map(({ ref }) => ref)).toEqual(['group:teams/kratix-a']);
  });

  it('names a broken document as the entity that it would have been', async () => {
    const { rejections } = await readEntities(
      {
        path: 'a.yaml',
        content: groupYaml('a').replace('children: []', 'children: 1'),
      },
      options({ namePrefix: 'kratix-', namespace: 'teams' }),
    );
    expect(rejections).toMatchObject([{ ref: 'group:teams/kratix-a' }]);
  });

  it('shortens long names in the same way each time, and different ones differently', () => {
    const naming = { namePrefix: 'from-kratix-' };
    const nameOf = (name: string) => placeName({ name }, naming).name;
    const [one, other] = ['1', '2'].map(end => nameOf('x'.repeat(62) + end));
    expect(one).toHaveLength(63);
    expect(one).toMatch(/^from-kratix-x+-[0-9a-f]{8}$/);
    expect(other).not.toBe(one);
    expect(nameOf(`${'x'.repeat(62)}1`)).toBe(one);
  });

  it('reports a path that is too long, shortened', async () => {
    const path = `${'d/'.repeat(600)}a.yaml`;
    const read = await readEntities(
      { path, content: groupYaml('a') },
      options({}),
    );
    expect(read.entities).toEqual([]);
    expect(read.rejections).toMatchObject([
      { reason: 'has a path of more than 1000 bytes' },
    ]);
    expect(read.path.length).toBeLessThan(300);
    expect(read.path.startsWith('d/d/')).toBe(true);
  });
});
