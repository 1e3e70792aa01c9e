import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// The pages load lazily: the first test of a file compiles them.
configure({ asyncUtilTimeout: 20_000 });
jest.setTimeout(60_000);

// A wide screen; jsdom has none.
Object.defineProperty(window, 'matchMedia', {
  value: (query: string) => ({
    matches: query.includes('min-width'),
    media: query,
    addEventListener: () => {},
    removeEventListener: () => {},
    addListener: () => {},
    removeListener: () => {},
  }),
});
