import { messages } from './translation';
import germanMessages from './translation/de';

const german: Record<string, string | undefined> = germanMessages;

/** Texts by the keys that the translation API has. */
const flatten = (texts: object, area = ''): [string, string][] =>
  Object.entries(texts).flatMap(([key, text]) =>
    typeof text === 'string'
      ? [[`${area}${key}`, text]]
      : flatten(text, `${area}${key}.`),
  );

const english = flatten(messages);

const placeholders = (text: string) =>
  [...text.matchAll(/\{\{\s*(\w+(?:, number)?)\s*\}\}/g)]
    .map(([, name]) => name)
    .sort();

describe('German', () => {
  it('has no text that English has not', () => {
    const known = new Set(english.map(([key]) => key));
    expect(Object.keys(german).filter(key => !known.has(key))).toEqual([]);
  });

  it('has a text for every one in English', () => {
    expect(
      english.map(([key]) => key).filter(key => !german[key]?.trim()),
    ).toEqual([]);
  });

  it('says the same values in each text', () => {
    expect(
      english.map(([key]) => [key, placeholders(german[key] ?? '')]),
    ).toEqual(english.map(([key, text]) => [key, placeholders(text)]));
  });
});
