// What must not become a link is what these tests are about.
/* eslint-disable no-script-url */
import { readStatusValues } from './readStatusValues';

describe('readStatusValues', () => {
  it('gives the plain values that Pipelines reported, in their order', () => {
    expect(
      readStatusValues({
        message: 'shown elsewhere',
        observedGeneration: 2,
        conditions: [],
        workflows: 1,
        email: 'a@example.com',
        replicas: 3,
        nested: { no: 1 },
        ready: true,
        empty: '',
        nothing: null,
      }),
    ).toEqual([
      { name: 'email', text: 'a@example.com' },
      { name: 'replicas', text: '3' },
      { name: 'ready', text: 'true' },
    ]);
  });

  it.each([undefined, null, 'text', 7, [1, 2]])(
    'gives nothing for a status of %p',
    status => expect(readStatusValues(status)).toEqual([]),
  );

  it.each([
    ['https://example.com/a?b=c', 'https://example.com/a?b=c'],
    ['HTTP://example.com', 'http://example.com/'],
    ['javascript:alert(1)', undefined],
    [' https://example.com', undefined],
    ['https://', undefined],
    ['data:text/html,x', undefined],
    ['see https://example.com', undefined],
  ])('links %p to %p', (value, href) => {
    expect(readStatusValues({ value })[0].href).toBe(href);
  });

  it('cuts long text and long lists', () => {
    const [value] = readStatusValues({
      value: `https://e.com/${'x'.repeat(9_999)}`,
    });
    expect(value.text).toHaveLength(501);
    expect(value.href).toBeUndefined();
    expect(
      readStatusValues(
        Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`k${i}`, i])),
      ),
    ).toHaveLength(50);
  });
});
