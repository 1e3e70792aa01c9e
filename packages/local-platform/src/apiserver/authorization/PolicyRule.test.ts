import { PolicyRule, ruleAllows } from './PolicyRule';

const rule = (given: Partial<PolicyRule>): PolicyRule => ({
  verbs: ['get'],
  apiGroups: [''],
  resources: [],
  resourceNames: [],
  nonResourceURLs: [],
  ...given,
});

const ask = (path: string, verb = 'get', group = '') => {
  const [resource, name = '', subresource = ''] = path.split('/');
  return {
    verb,
    group,
    version: 'v1',
    resource,
    subresource,
    name,
    namespace: '',
  };
};

describe('ruleAllows', () => {
  it.each([
    ['the resource', { resources: ['pods'] }, ask('pods/a'), true],
    ['another resource', { resources: ['pods'] }, ask('secrets/a'), false],
    ['another verb', { resources: ['pods'] }, ask('pods/a', 'list'), false],
    [
      'another group',
      { resources: ['pods'] },
      ask('pods/a', 'get', 'x'),
      false,
    ],
    ['any verb', { resources: ['pods'], verbs: ['*'] }, ask('pods', 'x'), true],
    [
      'any group',
      { resources: ['pods'], apiGroups: ['*'] },
      ask('pods', 'get', 'x'),
      true,
    ],
    ['any resource', { resources: ['*'] }, ask('pods/a/log'), true],
    [
      'a subresource that is named',
      { resources: ['pods/log'] },
      ask('pods/a/log'),
      true,
    ],
    [
      'a subresource that is not',
      { resources: ['pods'] },
      ask('pods/a/log'),
      false,
    ],
    [
      'more than a subresource',
      { resources: ['pods/log'] },
      ask('pods/a'),
      false,
    ],
    ['a subresource of any', { resources: ['*/log'] }, ask('pods/a/log'), true],
    [
      'another subresource of any',
      { resources: ['*/status'] },
      ask('pods/a/log'),
      false,
    ],
    [
      'all subresources, which is no form',
      { resources: ['pods/*'] },
      ask('pods/a/log'),
      false,
    ],
    [
      'the name',
      { resources: ['pods'], resourceNames: ['a'] },
      ask('pods/a'),
      true,
    ],
    [
      'another name',
      { resources: ['pods'], resourceNames: ['a'] },
      ask('pods/b'),
      false,
    ],
    [
      'no name',
      { resources: ['pods'], resourceNames: ['a'] },
      ask('pods'),
      false,
    ],
    [
      'a name that is no wildcard',
      { resources: ['pods'], resourceNames: ['*'] },
      ask('pods/a'),
      false,
    ],
    [
      'the path',
      { nonResourceURLs: ['/apis'] },
      { verb: 'get', path: '/apis' },
      true,
    ],
    [
      'a longer path',
      { nonResourceURLs: ['/apis'] },
      { verb: 'get', path: '/apis/x' },
      false,
    ],
    [
      'a path below',
      { nonResourceURLs: ['/apis/*'] },
      { verb: 'get', path: '/apis/x' },
      true,
    ],
    ['any path', { nonResourceURLs: ['*'] }, { verb: 'get', path: '/x' }, true],
    [
      'a path with another verb',
      { nonResourceURLs: ['*'] },
      { verb: 'put', path: '/x' },
      false,
    ],
    [
      'a path by resources',
      { resources: ['*'] },
      { verb: 'get', path: '/x' },
      false,
    ],
    ['objects by paths', { nonResourceURLs: ['*'] }, ask('pods/a'), false],
  ])('judges %s', (_, given, attributes, allowed) => {
    expect(ruleAllows(rule(given), attributes)).toBe(allowed);
  });
});
