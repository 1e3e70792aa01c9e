import { messages } from './translation';
import german from './translation/de';

/** Texts by the keys that the translation API has. */
const english = Object.fromEntries(
  Object.entries(messages).flatMap(([area, texts]) =>
    Object.entries(texts).map(([key, text]) => [`${area}.${key}`, text]),
  ),
);

const placeholders = (text: string) =>
  [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, name]) => name).sort();

const placeholdersOf = (texts: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(texts).map(([key, text]) => [key, placeholders(text)]),
  );

describe('German', () => {
  it('has the keys that English has', () => {
    expect(Object.keys(german).sort()).toEqual(Object.keys(english).sort());
  });

  it('says the same values in each text', () => {
    expect(placeholdersOf(german)).toEqual(placeholdersOf(english));
  });

  it('leaves no text empty', () => {
    expect(Object.entries(german).filter(([, text]) => !text.trim())).toEqual(
      [],
    );
  });
});
