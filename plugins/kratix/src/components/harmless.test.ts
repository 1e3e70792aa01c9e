import { harmless } from './harmless';

describe('harmless', () => {
  it('leaves out what would garble the text around it, and nothing else', () => {
    expect(
      harmless({
        title: '\u001b[31mred\u001b[0m',
        list: ['a\u202egnp.exe', 'line\nend\ttab', 'Größe 数'],
        html: '<b>bold</b>',
        count: 3,
        nothing: null,
      }),
    ).toEqual({
      title: 'red',
      list: ['agnp.exe', 'line\nend\ttab', 'Größe 数'],
      html: '<b>bold</b>',
      count: 3,
      nothing: null,
    });
  });
});
