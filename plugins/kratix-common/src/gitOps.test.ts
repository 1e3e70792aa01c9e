import {
  appliesFolder,
  GitOpsAgent,
  judgeApplied,
  readApplication,
  readGitRepository,
  readKustomization,
} from './gitOps';

const COMMIT = 'a'.repeat(40);

function object(kind: string, spec: unknown, status?: unknown) {
  return {
    apiVersion: 'example.org/v1',
    kind,
    metadata: { name: 'worker', namespace: 'flux-system', generation: 2 },
    spec,
    status,
  };
}

describe('readKustomization', () => {
  const read = (status?: unknown) =>
    readKustomization(
      object(
        'Kustomization',
        {
          path: './worker/resources/',
          sourceRef: { kind: 'GitRepository', name: 'state' },
        },
        status,
      ),
    );
  const ready = (status: string, message = '') => [
    {
      type: 'Ready',
      status,
      message,
      lastTransitionTime: '2026-01-01T00:00:00Z',
    },
  ];

  it('gives the folder, the repository, and the commit that it has applied', () => {
    expect(
      read({
        lastAppliedRevision: `main@sha1:${COMMIT}`,
        conditions: ready('True', 'Applied revision'),
      }),
    ).toEqual({
      name: 'Kustomization flux-system/worker',
      sources: [{ path: 'worker/resources' }],
      repository: 'flux-system/state',
      state: 'applied',
      revision: COMMIT,
      message: 'Applied revision',
      time: '2026-01-01T00:00:00Z',
    });
  });

  it.each([
    ['nothing was reported', undefined, 'pending'],
    ['it is at work', { conditions: ready('Unknown') }, 'pending'],
    ['it has failed', { conditions: ready('False') }, 'failed'],
    [
      'what it reports is of an earlier version of it',
      { observedGeneration: 1, conditions: ready('False') },
      'pending',
    ],
    ['its status is none', 'broken', 'pending'],
  ])('where %s', (_, status, state) => {
    expect(read(status)?.state).toBe(state);
  });

  it('reads the revision as Flux wrote it before 2023', () => {
    expect(read({ lastAppliedRevision: `main/${COMMIT}` })?.revision).toBe(
      COMMIT,
    );
  });

  it('is none where it applies no Git repository', () => {
    const sourceRef = { kind: 'Bucket', name: 'state' };
    expect(
      readKustomization(object('Kustomization', { sourceRef })),
    ).toBeUndefined();
    expect(readKustomization(object('Kustomization', 7))).toBeUndefined();
  });
});

describe('readApplication', () => {
  const source = {
    repoURL: 'https://git.example.org/state',
    path: 'worker',
    targetRevision: 'HEAD',
  };

  it('gives the folders that it applies, and how that went', () => {
    expect(
      readApplication(
        object(
          'Application',
          { source },
          {
            sync: { status: 'Synced', revision: COMMIT },
            operationState: {
              phase: 'Succeeded',
              message: 'successfully synced',
              finishedAt: '2026-01-01T00:00:00Z',
            },
          },
        ),
      ),
    ).toEqual({
      name: 'Application flux-system/worker',
      sources: [{ url: source.repoURL, branch: undefined, path: 'worker' }],
      state: 'applied',
      revision: COMMIT,
      message: 'successfully synced',
      time: '2026-01-01T00:00:00Z',
    });
  });

  it.each([
    ['it is out of sync', { sync: { status: 'OutOfSync' } }, 'pending'],
    ['its sync has failed', { operationState: { phase: 'Failed' } }, 'failed'],
    [
      'it reports an error, though it was synced',
      {
        sync: { status: 'Synced' },
        conditions: [{ type: 'ComparisonError', message: 'no such path' }],
      },
      'failed',
    ],
    ['it says nothing', undefined, 'unknown'],
    ['what it says is none', { sync: 'x', conditions: 3 }, 'unknown'],
  ])('where %s', (_, status, state) => {
    expect(
      readApplication(object('Application', { source }, status))?.state,
    ).toBe(state);
  });

  it('reads several sources, and is none where no source is a folder', () => {
    const chart = { repoURL: 'https://charts.example.org', chart: 'x' };
    expect(
      readApplication(object('Application', { sources: [chart, source] }))
        ?.sources,
    ).toHaveLength(1);
    expect(
      readApplication(object('Application', { source: chart })),
    ).toBeUndefined();
  });
});

describe('appliesFolder', () => {
  const folder = {
    url: 'https://git.example.org/platform/state.git',
    branch: 'main',
    path: 'worker/resources/default',
  };
  const agent = (source: GitOpsAgent['sources'][0]): GitOpsAgent => ({
    name: 'a',
    sources: [source],
    state: 'applied',
  });

  it.each([
    ['git@git.example.org:platform/state.git', 'main', 'worker', true],
    ['ssh://git@git.example.org:22/platform/state', 'main', '', true],
    ['HTTPS://Git.Example.org/Platform/State/', undefined, 'worker', true],
    ['https://git.example.org/platform/state', 'other', 'worker', false],
    ['https://git.example.org/platform/other', 'main', 'worker', false],
    ['https://git.example.org/platform/state', 'main', 'work', false],
  ])('of %s, branch %s, path %p: %s', (url, branch, path, applies) => {
    expect(appliesFolder(agent({ url, branch, path }), folder, new Map())).toBe(
      applies,
    );
  });

  it('finds the repository that Flux names elsewhere', () => {
    const repository = readGitRepository(
      object(
        'GitRepository',
        { url: folder.url, ref: { branch: 'main' } },
        { conditions: [{ type: 'Ready', status: 'False', message: 'denied' }] },
      ),
    );
    expect(repository).toMatchObject({ error: 'denied' });
    const flux = { ...agent({ path: 'worker' }), repository: repository?.key };
    const known = new Map(
      [repository].flatMap(item => (item ? [[item.key, item]] : [])),
    );
    expect(appliesFolder(flux, folder, known)).toBe(true);
    expect(appliesFolder(flux, folder, new Map())).toBe(false);
  });
});

describe('judgeApplied', () => {
  const agent: GitOpsAgent = {
    name: 'a',
    sources: [],
    state: 'applied',
    revision: COMMIT,
  };

  it.each([
    [true, 'applied'],
    [false, 'pending'],
    [undefined, 'unknown'],
  ])('where its commit holds what was written: %s', (holds, state) => {
    expect(judgeApplied(agent, () => holds)).toBe(state);
  });

  it('says what the agent says where it has not applied its commit', () => {
    expect(judgeApplied({ ...agent, state: 'failed' }, () => true)).toBe(
      'failed',
    );
    expect(judgeApplied({ ...agent, revision: undefined }, () => true)).toBe(
      'unknown',
    );
  });
});
