import { EventParams } from '@backstage/plugin-events-node';
import fc from 'fast-check';
import { concerns, PUSH_TOPICS, readPush } from './readPush';

const branches = (...names: string[]) =>
  names.map(name => `refs/heads/${name}`);

const pushes: [string, string[], EventParams][] = [
  [
    'GitHub',
    [
      'https://github.com/Acme/catalog.git',
      'git@github.com:acme/catalog.git',
      'ssh://git@github.com/acme/catalog',
    ],
    {
      topic: 'github.push',
      eventPayload: {
        ref: 'refs/heads/main',
        deleted: false,
        repository: {
          full_name: 'acme/catalog',
          html_url: 'https://github.com/acme/catalog',
          clone_url: 'https://github.com/acme/catalog.git',
          ssh_url: 'git@github.com:acme/catalog.git',
        },
      },
    },
  ],
  [
    'GitLab',
    [
      'https://gitlab.example.com/acme/platform/catalog.git',
      'ssh://git@gitlab.example.com:2222/acme/platform/catalog.git',
    ],
    {
      topic: 'gitlab.push',
      eventPayload: {
        object_kind: 'push',
        ref: 'refs/heads/main',
        project: {
          web_url: 'https://gitlab.example.com/acme/platform/catalog',
          git_ssh_url: 'git@gitlab.example.com:acme/platform/catalog.git',
          git_http_url: 'https://gitlab.example.com/acme/platform/catalog.git',
        },
      },
    },
  ],
  [
    'Bitbucket Cloud, the branch deleted',
    ['https://someone@bitbucket.org/acme/catalog.git'],
    {
      topic: 'bitbucketCloud.repo:push',
      eventPayload: {
        repository: {
          links: { html: { href: 'https://bitbucket.org/acme/catalog' } },
        },
        push: {
          changes: [{ new: null, old: { type: 'branch', name: 'main' } }],
        },
      },
    },
  ],
  [
    'Bitbucket Server, which does not say where it is',
    [
      'https://git.example.com/scm/plat/catalog.git',
      'ssh://git@git.example.com:7999/plat/catalog.git',
    ],
    {
      topic: 'bitbucketServer.repo:refs_changed',
      eventPayload: {
        repository: { slug: 'catalog', project: { key: 'PLAT' } },
        changes: branches('other', 'main').map(id => ({ ref: { id } })),
      },
    },
  ],
  [
    'Azure DevOps',
    [
      'https://dev.azure.com/acme/Plat%20form/_git/catalog',
      'git@ssh.dev.azure.com:v3/acme/Plat form/catalog',
    ],
    {
      topic: 'azureDevOps.git.push',
      eventPayload: {
        eventType: 'git.push',
        resource: {
          refUpdates: branches('main').map(name => ({ name })),
          repository: {
            remoteUrl:
              'https://acme@dev.azure.com/acme/Plat%20form/_git/catalog',
          },
        },
      },
    },
  ],
  [
    'Gitea',
    ['http://gitea.internal:3000/acme/catalog.git'],
    {
      topic: 'gitea.push',
      eventPayload: {
        ref: 'refs/heads/main',
        repository: {
          html_url: 'http://gitea.internal:3000/acme/catalog',
          clone_url: 'http://gitea.internal:3000/acme/catalog.git',
        },
      },
    },
  ],
];

describe('readPush', () => {
  it.each(pushes)(
    'finds repository and branch in a push of %s',
    (_, urls, event) => {
      const push = readPush(event);
      const heard = (url: string, branch: string) =>
        push && concerns(push, { url, branch });
      for (const url of urls) {
        expect([url, heard(url, 'main')]).toEqual([url, true]);
        expect(heard(url, 'release')).toBe(false);
      }
      expect(heard('https://github.com/acme/other', 'main')).toBe(false);
    },
  );

  it('passes over tags, other topics and what lacks what it needs', () => {
    const [, , github] = pushes[0];
    const payload = { repository: { clone_url: 'https://github.com/a/b' } };
    expect(
      readPush({
        topic: 'github.push',
        eventPayload: { ...payload, ref: 'refs/tags/v1' },
      }),
    ).toBeUndefined();
    expect(readPush({ ...github, topic: 'github.release' })).toBeUndefined();
    expect(readPush({ ...github, topic: 'constructor' })).toBeUndefined();
    expect(
      readPush({ topic: 'github.push', eventPayload: payload }),
    ).toBeUndefined();
  });

  it('never throws, whatever the payload', () => {
    const outcomes: unknown[] = [];
    fc.assert(
      fc.property(
        fc.constantFrom(...PUSH_TOPICS),
        fc.anything({ maxDepth: 4 }),
        fc.string(),
        (topic, eventPayload, url) => {
          outcomes.push(readPush({ topic, eventPayload }));
          const repository = { clone_url: url };
          const push = readPush({
            topic: 'github.push',
            eventPayload: { ref: 'main', repository },
          });
          outcomes.push(push && concerns(push, { url, branch: 'main' }));
        },
      ),
    );
    expect(outcomes).not.toHaveLength(0);
  });
});
