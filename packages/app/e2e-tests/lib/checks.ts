import { Locator, Page } from '@playwright/test';
import type axe from 'axe-core';
import { CONTENT } from './pages';

/**
 * What axe finds wrong with parts of a page: one line for each rule and
 * reason, with the first element. axe must be in the page (`addInitScript`).
 */
export function accessibilityFaults(parts: Locator): Promise<string[]> {
  return parts.evaluateAll(async include => {
    const { axe: checker } = window as unknown as { axe: typeof axe };
    const { violations } = await checker.run(
      { include },
      { resultTypes: ['violations'] },
    );
    const faults = new Map<string, string[]>();
    for (const { id, nodes } of violations) {
      for (const { html, failureSummary = '' } of nodes) {
        const fault = `${id}: ${failureSummary.replace(/\s+/g, ' ')}`;
        faults.set(fault, [...(faults.get(fault) ?? []), html.slice(0, 200)]);
      }
    }
    return [...faults].map(
      ([fault, [first, ...more]]) =>
        `${fault}: ${first} and ${more.length} more`,
    );
  });
}

/** What makes the page scroll sideways, and what is cut off at its right edge, as short HTML. */
export function sidewaysFaults(page: Page): Promise<string[]> {
  return page.evaluate(content => {
    const width = document.documentElement.clientWidth;
    const scrolls = (element: Element) =>
      /auto|scroll|hidden|clip/.test(getComputedStyle(element).overflowX);
    const insideOwnScroller = (element: Element) => {
      for (let up = element.parentElement; up; up = up.parentElement) {
        // A table or a text that scrolls in itself is all right, the page is not.
        if (scrolls(up) && up.getBoundingClientRect().right <= width + 1) {
          return up.clientWidth < width - 1;
        }
      }
      return false;
    };
    return [...document.querySelectorAll(`:is(${content}) *`)]
      .filter(element => {
        const { right, width: own, height } = element.getBoundingClientRect();
        return (
          own > 0 &&
          height > 0 &&
          right > width + 1 &&
          !insideOwnScroller(element)
        );
      })
      .slice(0, 5)
      .map(element => element.outerHTML.slice(0, 200));
  }, CONTENT);
}
