import { StateStoreFile } from 'backstage-plugin-kratix-node';
import { mayHoldEntities, readEntities } from './readEntities';

const options = {
  kinds: ['Group', 'User'],
  platform: 'local',
  locationOf: (path: string) => `kratix:local/catalog/${path}`,
};

function read(content: string, file: Partial<StateStoreFile> = {}) {
  return readEntities({ path: 'teams/a.yaml', content, ...file }, options);
}

function group(name: string, more = ''): string {
  return `apiVersion: backstage.io/v1alpha1
kind: Group
metadata:
  name: ${name}
spec:
  type: team
  children: []
${more}`;
}

function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('\n');
}

/** Lists of lists of aliases: a few hundred bytes that stand for a million values. */
const bomb = `a: &a [x,x,x,x,x,x,x,x,x,x]
${[...'bcdefghi']
  .map((name, index) => {
    const previous = 'abcdefgh'[index];
    return `${name}: &${name} [${Array(10).fill(`*${previous}`).join(',')}]`;
  })
  .join('\n')}
`;

describe('readEntities', () => {
  it.each([
    [
      'a mapping of many fields',
      group(
        'a',
        `  labels:\n${lines(3000, index => `    'l${index}': "a\\tb"`)}`,
      ),
      'has more than 2000 fields',
    ],
    [
      'a mapping in brackets of many fields',
      group(
        'a',
        `  x: {${lines(3000, index => `l${index},`).replaceAll('\n', ' ')}}`,
      ),
      'has more than 2000 fields',
    ],
    [
      'brackets in brackets',
      group('a', `  x: ${'['.repeat(50_000)}${']'.repeat(50_000)}`),
      'is nested deeper than 64 levels',
    ],
  ])('refuses %s without parsing it', async (_, content, reason) => {
    expect(await read(content)).toMatchObject({
      entities: [],
      rejections: [{ line: 1, reason, broken: true }],
    });
  });

  it('takes long lists', async () => {
    const members = lines(5000, index => `    - 'user:default/u${index}'`);
    const { entities } = await read(group('a', `  members:\n${members}`));
    expect(entities).toHaveLength(1);
  });

  it('reads documents of a file with the line ends of Windows', async () => {
    const content = `${group('a')}---\n${group('b')}---\n${group('c')}`;
    const { entities, rejections } = await read(
      content
        .replaceAll('\n', '\r\n')
        .replaceAll('type: team', "type: 'te\tam'"),
    );
    expect(rejections).toEqual([]);
    expect(entities.map(({ ref, line }) => [ref, line])).toEqual([
      ['group:default/a', 1],
      ['group:default/b', 8],
      ['group:default/c', 16],
    ]);
  });

  it('lets other work go on between the documents of a file', async () => {
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    await read(
      lines(3000, index => `---\n${group(`a${index}`, "  x: 'a\tb'\n")}`),
    );
    clearInterval(timer);
    expect(turns).toBeGreaterThan(1);
  });

  it('gives the entity as written, with where it comes from', async () => {
    const { entities, rejections } = await read(
      `${group('team-a', '  profile:\n    email: a@example.com\n')}`,
    );
    expect(rejections).toEqual([]);
    expect(entities).toEqual([
      {
        ref: 'group:default/team-a',
        line: 1,
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        entity: {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Group',
          metadata: {
            name: 'team-a',
            annotations: {
              'kratix.backstage.io/platform': 'local',
              'backstage.io/managed-by-location':
                'kratix:local/catalog/teams/a.yaml',
              'backstage.io/managed-by-origin-location':
                'kratix:local/catalog/teams/a.yaml',
            },
          },
          spec: {
            type: 'team',
            children: [],
            profile: { email: 'a@example.com' },
          },
        },
      },
    ]);
  });

  it('replaces or drops annotations that a file must not set', async () => {
    const { entities } = await read(`apiVersion: backstage.io/v1alpha1
kind: Group
metadata:
  name: a
  annotations:
    backstage.io/managed-by-location: url:https://example.com/secret
    backstage.io/managed-by-origin-location: url:https://example.com/secret
    backstage.io/source-location: url:https://example.com/secret
    backstage.io/orphan: 'true'
    backstage.io/techdocs-ref: url:https://example.com/secret
    backstage.io/view-url: javascript:alert(1)
    backstage.io/edit-url: https://example.com/edit
    kratix.backstage.io/platform: other
    kratix.io/kind: Team
spec:
  type: team
  children: []
`);
    expect(entities[0].entity?.metadata.annotations).toEqual({
      'backstage.io/edit-url': 'https://example.com/edit',
      'backstage.io/managed-by-location': 'kratix:local/catalog/teams/a.yaml',
      'backstage.io/managed-by-origin-location':
        'kratix:local/catalog/teams/a.yaml',
      'kratix.backstage.io/platform': 'local',
      'kratix.io/kind': 'Team',
    });
  });

  it('reads all documents of a file and rejects single ones, with their lines', async () => {
    const { entities, rejections } = await read(
      `# two teams\n---\n${group('a')}---\nkind: [\n---\n${group('b')}`,
    );
    expect(entities.map(({ ref, line }) => [ref, line])).toEqual([
      ['group:default/a', 1],
      ['group:default/b', 12],
    ]);
    expect(rejections).toEqual([
      {
        line: 11,
        reason: expect.stringMatching(/^is no valid YAML: .*\(column 8\)$/),
        broken: true,
      },
    ]);
  });

  it.each([
    ['text that is not YAML', 'a: b: c', /^is no valid YAML: Nested mappings/],
    ['a list', '- a', /no YAML object/],
    ['an alias bomb', `${group('a')}${bomb}`, /alias/i],
    [
      'aliases that stay under the count but grow',
      group(
        'a',
        `  big: &big ${'x'.repeat(100_000)}\n  all: [${Array(90)
          .fill('*big')
          .join(',')}]\n`,
      ),
      /larger than/,
    ],
    [
      'a placeholder',
      group('a', '  profile:\n    displayName:\n      $text: ./secret.txt\n'),
      /placeholder \$text at spec\.profile\.displayName/,
    ],
    [
      'a kind that is not taken',
      group('a').replace('Group', 'Component'),
      /Component/,
    ],
    [
      'a Location',
      'apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata:\n  name: a\nspec:\n  target: https://example.com',
      /Location/,
    ],
    ['a bad name', group('Not a name!'), /metadata\.name.*63 characters/],
    ['a name of 64 letters', group('a'.repeat(64)), /metadata\.name/],
    ['no name', group('""'), /name/],
    ['no apiVersion', group('a').replace(/^api.*\n/, ''), /apiVersion/],
    ['another apiVersion', group('a').replace('v1alpha1', 'v9'), /v9/],
    [
      'a Group without a type',
      group('a').replace('  type: team\n', ''),
      /type/,
    ],
    ['a foreign field', `${group('a')}extra: 1\n`, /extra/],
    ['relations', `${group('a')}relations: []\n`, /relations/],
    [
      'a label that is no string',
      group('a').replace('spec:', '  labels:\n    a: 1\nspec:'),
      /label/,
    ],
    [
      'a link that runs a script',
      group('a').replace(
        'spec:',
        '  links:\n    - url: javascript:alert(1)\nspec:',
      ),
      /links\[0\]/,
    ],
    [
      'a picture that is a script',
      group('a', '  profile:\n    picture: javascript:alert(1)\n'),
      /picture/,
    ],
    [
      'a NUL character',
      group('a', '  profile:\n    displayName: "a\\0b"\n'),
      /NUL/,
    ],
    [
      'deep nesting',
      group('a', `  deep: ${'['.repeat(100)}${']'.repeat(100)}\n`),
      /nested/,
    ],
    [
      'a key that reaches prototypes',
      group('a', '  __proto__: x\n'),
      /not allowed/,
    ],
  ])('takes nothing from %s', async (_, content, reason) => {
    const { entities, rejections } = await read(content);
    expect(entities).toEqual([]);
    expect(rejections.map(rejection => rejection.reason)).toEqual([
      expect.stringMatching(reason),
    ]);
    expect(rejections[0].reason.length).toBeLessThanOrEqual(530);
  });

  it('quotes nothing of a text that it cannot parse', async () => {
    const { rejections } = await read('a: b\npassword: "hunter2\n');
    expect(rejections).toHaveLength(1);
    expect(rejections[0].reason).not.toContain('hunter2');
  });

  it('names the entity that a broken document would have been', async () => {
    const { rejections } = await read(
      group('a').replace('children: []', 'children: 1'),
    );
    expect(rejections).toMatchObject([
      { ref: 'group:default/a', broken: true, line: 1 },
    ]);
  });

  it('takes a name once per file', async () => {
    const { entities, rejections } = await read(
      `${group('a')}---\n${group('A')}`,
    );
    expect(entities).toHaveLength(1);
    expect(rejections).toMatchObject(
      [{ line: 8, ref: 'group:default/a', reason: /second time/ }].map(
        expected => ({
          ...expected,
          reason: expect.stringMatching(expected.reason),
        }),
      ),
    );
  });

  it('rejects files that are too large, or that the reader skipped', async () => {
    expect(
      (await read(`${group('a')}#${'x'.repeat(5_000_000)}`)).rejections,
    ).toEqual([
      { line: 1, reason: 'is larger than 1048576 bytes', broken: true },
    ]);
    expect(
      (await read('', { content: undefined, skipped: 'is a symlink' }))
        .rejections,
    ).toEqual([{ line: 1, reason: 'is a symlink', broken: true }]);
  });

  it.each([
    [
      'a Kubernetes manifest',
      'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n',
    ],
    [
      'a manifest of a kind that Backstage also has',
      'apiVersion: user.openshift.io/v1\nkind: Group\nmetadata:\n  name: a\n',
    ],
    ['a broken manifest', 'apiVersion: v1\nkind: [\n'],
    ['values of a chart', 'replicas: 1\n'],
    ['a placeholder alone', '$yaml: https://example.com/x'],
    ['300 kB of something else', `kind: "${'x'.repeat(300_000)}`],
    ['comments alone', '# nothing\n'],
    ['an empty file', ''],
  ])('passes over %s', async (_, content) => {
    expect(await read(content)).toMatchObject({ entities: [], rejections: [] });
  });

  it.each([
    ['main.tf', false],
    ['README.md', false],
    ['.kratix/default-work.yaml', false],
    ['x/.github/workflows/ci.yaml', false],
    ['dependencies/kratix-canary-namespace.yaml', false],
    ['resources/default/team/a/configure/5cfaf/backstage/group.yaml', true],
    ['group.YML', true],
  ])('by its path, %s may hold entities: %s', (path, expected) => {
    expect(mayHoldEntities(path)).toBe(expected);
  });

  it('hashes equal entities equally and different ones differently', async () => {
    const [one, same, other] = await Promise.all([
      read(group('a')),
      read(`# comment\n${group('a')}`),
      read(group('a', '  parent: b\n')),
    ]);
    expect(same.entities[0].hash).toBe(one.entities[0].hash);
    expect(other.entities[0].hash).not.toBe(one.entities[0].hash);
  });
});
