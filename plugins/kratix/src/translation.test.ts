import { messages } from './translation';
import germanMessages from './translation/de';

const german: Record<string, string | undefined> = germanMessages;

/** Texts by the keys that the translation API has. */
const english = Object.entries(messages).flatMap(([area, texts]) =>
  Object.entries(texts).map(([key, text]): [string, string] => [
    `${area}.${key}`,
    text,
  ]),
);

const placeholders = (text: string) =>
  [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, name]) => name).sort();

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
