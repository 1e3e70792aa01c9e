import { templateParams } from './templateLink';

describe('templateParams', () => {
  it.each([
    ['template:default/team', { namespace: 'default', templateName: 'team' }],
    ['Template:ns/team', { namespace: 'ns', templateName: 'team' }],
    ['team', { namespace: 'default', templateName: 'team' }],
    ['component:default/team', undefined],
    [':/', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('reads %p as %p', (ref, expected) => {
    expect(templateParams(ref)).toEqual(expected);
  });
});
