import fc from 'fast-check';
import path from 'node:path';
import { md5 } from '../names';
import {
  canaryPaths,
  joinRepositoryPath,
  nestedDirectory,
  safeWorkloadPath,
  stateFilePath,
} from './paths';

const work = {
  namespace: 'default',
  name: 'redis-example-instance-configure-b11aa.worker-1-5058f',
  promiseName: 'redis',
  resourceName: 'example',
  pipelineName: 'instance-configure',
  groupId: md5('.'),
};

describe('paths in a state store', () => {
  it('nests the files of a request by its metadata', () => {
    expect(joinRepositoryPath('', 'worker-1', nestedDirectory(work))).toBe(
      'worker-1/resources/default/redis/example/instance-configure/5058f',
    );
  });

  it('nests the files of a Promise, with and without a pipeline', () => {
    expect(nestedDirectory({ ...work, resourceName: '' })).toBe(
      'dependencies/redis/instance-configure/5058f',
    );
    expect(
      nestedDirectory({ ...work, resourceName: '', pipelineName: '' }),
    ).toBe('dependencies/redis/5058f');
  });

  it('names the state file of the mode none after the placement', () => {
    expect(stateFilePath(work)).toBe(
      '.kratix/default-redis-example-instance-configure-b11aa.worker-1-5058f.yaml',
    );
  });

  it('puts canaries where the mode wants them', () => {
    expect(canaryPaths('nestedByMetadata')).toEqual({
      namespace: 'dependencies/kratix-canary-namespace.yaml',
      configMap: 'resources/kratix-canary-configmap.yaml',
    });
    expect(canaryPaths('none').namespace).toBe('kratix-canary-namespace.yaml');
  });

  it('ignores leading and missing slashes', () => {
    expect(joinRepositoryPath('/', '/worker/', 'a')).toBe('worker/a');
    expect(joinRepositoryPath('', '.', '')).toBe('');
  });

  it.each([
    '../x',
    'a/../../x',
    '/etc/passwd',
    '',
    '.',
    'a//b',
    '.git/config',
    'a/.GIT/hooks/x',
    'a\\b',
    'a\0b',
  ])('refuses the workload path %j', filepath => {
    expect(() => safeWorkloadPath(filepath)).toThrow(/is refused/);
  });

  it('accepts only paths that stay below any directory', () => {
    fc.assert(
      fc.property(
        fc
          .array(fc.constantFrom('a', '..', '.', '', 'b.yaml', '.git', '...'))
          .map(parts => parts.join('/')),
        filepath => {
          const accepted = (() => {
            try {
              return safeWorkloadPath(filepath);
            } catch {
              return 'refused';
            }
          })();
          expect(path.posix.normalize(accepted)).toBe(accepted);
          expect(path.posix.join('root', accepted)).toMatch(/^root\/./);
        },
      ),
    );
  });
});
