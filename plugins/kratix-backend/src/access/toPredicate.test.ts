import {
  kratixRequestPermissionRules,
  KratixRequestResource,
} from '../permissions';
import { toPredicate } from './toPredicate';

const { isOwner, inNamespace, ofPromise } = kratixRequestPermissionRules;

const red = isOwner.toQuery({ claims: ['Group:default/Red'] });
const blue = inNamespace.toQuery({ namespaces: ['blue'] });
const teams = ofPromise.toQuery({ promises: ['team'], platform: 'prod' });

const request = (
  owner: string | undefined,
  namespace: string,
  promise = 'team',
  platform = 'prod',
): KratixRequestResource => ({
  ref: { platform, promise, namespace, name: 'a' },
  owner,
});

describe('toPredicate', () => {
  it('asks one of them for "or", and looks in the groups of each', () => {
    const holds = toPredicate({ anyOf: [red, blue] });
    expect(holds(request('group:default/red', 'x'))).toBe(true);
    expect(holds(request(undefined, 'blue'))).toBe(true);
    expect(holds(request(undefined, 'x'))).toBe(false);
    expect(holds.within).toEqual([
      { field: 'owner', values: ['group:default/red'] },
      { field: 'namespace', values: ['blue'] },
    ]);
  });

  it('asks all of them for "and", and looks in the groups of one', () => {
    const holds = toPredicate({ allOf: [{ not: blue }, red, teams] });
    expect(holds(request('group:default/red', 'x'))).toBe(true);
    expect(holds(request('group:default/red', 'blue'))).toBe(false);
    expect(holds(request('group:default/red', 'x', 'base'))).toBe(false);
    expect(holds(request('group:default/red', 'x', 'team', 'test'))).toBe(
      false,
    );
    expect(holds.within).toEqual([
      { field: 'owner', values: ['group:default/red'] },
    ]);
  });

  it('looks everywhere where one of several, or its opposite, may be anywhere', () => {
    expect(toPredicate({ not: red }).within).toBeUndefined();
    expect(toPredicate({ not: red })(request(undefined, 'x'))).toBe(true);
    expect(toPredicate({ anyOf: [red, { not: blue }] }).within).toBeUndefined();
  });
});
