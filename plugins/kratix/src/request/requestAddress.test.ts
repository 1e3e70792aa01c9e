import { readRequestAddress, writeRequestAddress } from './requestAddress';

const read = (text: string) => readRequestAddress(new URLSearchParams(text));

describe('requestAddress', () => {
  it.each(['', 'tab=events', 'tab=runs&run=pod-1&step=render'])(
    'writes what it reads, and keeps what else is there: %s',
    text => {
      const kept = new URLSearchParams('other=1&tab=outputs&step=gone');
      const expected = ['other=1', ...text.split('&')].filter(Boolean);
      expect(
        writeRequestAddress(read(text), kept).toString().split('&').sort(),
      ).toEqual(expected.sort());
    },
  );

  it('shows the overview where the address names no part', () => {
    expect(read('tab=constructor&run=').tab).toBe('overview');
    expect(read('tab=constructor&run=').run).toBeUndefined();
  });
});
