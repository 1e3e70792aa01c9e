import { CSSProperties } from 'react';

/** Cuts a text that others wrote off after some lines. Say all of it in its title. */
export const clamp = (lines: number): CSSProperties => ({
  display: '-webkit-box',
  WebkitBoxOrient: 'vertical',
  WebkitLineClamp: lines,
  overflow: 'hidden',
  overflowWrap: 'anywhere',
});
