/** Scrolls a bar of tabs, and nothing else, so that the chosen one stands in its middle. */
export function showChosenTab(bar: Element | null | undefined) {
  const tab = bar?.querySelector('[role="tab"][aria-selected="true"]');
  if (bar && tab) {
    const { left, width } = bar.getBoundingClientRect();
    const chosen = tab.getBoundingClientRect();
    bar.scrollLeft += chosen.left + chosen.width / 2 - (left + width / 2);
  }
}
