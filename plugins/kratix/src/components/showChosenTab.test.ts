import { showChosenTab } from './showChosenTab';

const placed = (element: Element, left: number, width: number) =>
  Object.assign(element, {
    getBoundingClientRect: () => new DOMRect(left, 0, width, 30),
  });

describe('showChosenTab', () => {
  it('brings the middle of the chosen tab to the middle of the bar', () => {
    const bar = placed(document.createElement('div'), 10, 300);
    bar.innerHTML =
      '<div role="tab" aria-selected="false"></div><div role="tab" aria-selected="true"></div>';
    bar.scrollLeft = 20;
    placed(bar.children[0], 0, 80);
    placed(bar.children[1], 500, 80);
    showChosenTab(bar);
    expect(bar.scrollLeft).toBe(20 + 540 - 160);
  });

  it('leaves a bar alone in which nothing is chosen', () => {
    const bar = document.createElement('div');
    bar.scrollLeft = 20;
    showChosenTab(bar);
    showChosenTab(null);
    expect(bar.scrollLeft).toBe(20);
  });
});
