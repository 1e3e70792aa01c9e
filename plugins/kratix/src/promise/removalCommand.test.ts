import { removalCommand } from './removalCommand';

describe('removalCommand', () => {
  it.each([
    ['the Promise', { name: 'team' }, 'kubectl delete promise team'],
    [
      'the release that would install it again',
      { name: 'team', releases: [{ name: 'team-release' }] },
      'kubectl delete promiserelease team-release',
    ],
    [
      'a name that a shell would not take as it is',
      { name: "a'; rm -rf ~" },
      `kubectl delete promise 'a'\\''; rm -rf ~'`,
    ],
  ])('deletes %s', (_, promise, command) => {
    expect(removalCommand(promise)).toBe(command);
  });
});
