import { CSSProperties } from 'react';

/**
 * Secondary text that can be read on cards in dark too: there the theme's own has a contrast of 4:1,
 * where WCAG asks for 4.5:1.
 */
export const legible: CSSProperties & { '--bui-fg-secondary': string } = {
  '--bui-fg-secondary':
    'color-mix(in srgb, var(--bui-fg-primary) 70%, transparent)',
};
