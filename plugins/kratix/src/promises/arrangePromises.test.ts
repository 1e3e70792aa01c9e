import { promise } from '../__testUtils__/samples';
import { arrangePromises } from './arrangePromises';
import { readPromiseQuery, writePromiseQuery } from './promiseQuery';

const promises = [
  promise({ name: 'team', title: 'Team', requestCounts: { Ready: 9 } }),
  promise({
    name: 'db',
    title: 'Database',
    state: { name: 'Unavailable', message: 'argo-cd is missing' },
    requestCounts: { WaitingForPromise: 2 },
    lastActivity: '2026-01-01T00:00:00Z',
  }),
  promise({
    name: 'app',
    title: 'App',
    platform: 'prod',
    requestCounts: { Ready: 1, Failed: 1, Failing: 2 },
  }),
];

const namesFor = (address: string) =>
  arrangePromises(promises, readPromiseQuery(new URLSearchParams(address))).map(
    ({ name }) => name,
  );

describe('Promises by address', () => {
  it.each([
    ['', ['app', 'db', 'team']],
    ['sort=-title', ['team', 'db', 'app']],
    ['sort=state', ['db', 'app', 'team']],
    ['sort=-failing', ['app', 'db', 'team']],
    ['sort=-requests', ['team', 'app', 'db']],
    ['sort=-activity', ['db', 'app', 'team']],
    ['q=DATA', ['db']],
    ['platform=prod', ['app']],
    ['state=Unavailable', ['db']],
    ['state=Nonsense&sort=__proto__&view=odd', ['app', 'db', 'team']],
  ])('%s', (address, names) => {
    expect(namesFor(address)).toEqual(names);
  });

  it('counts in titles as people do', () => {
    const numbered = ['v10', 'v9'].map(title => promise({ title }));
    const query = readPromiseQuery(new URLSearchParams());
    expect(arrangePromises(numbered, query)[0].title).toBe('v9');
  });

  it('reads what it wrote, and writes no defaults', () => {
    const address =
      'q=my+db&platform=prod&state=Paused&sort=-failing&view=table';
    const query = readPromiseQuery(new URLSearchParams(address));
    expect(writePromiseQuery(query).toString()).toBe(address);
    expect(
      writePromiseQuery(readPromiseQuery(new URLSearchParams())).toString(),
    ).toBe('');
  });
});
