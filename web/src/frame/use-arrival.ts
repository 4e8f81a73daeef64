import { type RefCallback, useCallback } from 'react';

let arrivedBefore = false;

/**
 * For the heading of a screen: moves the focus there when the screen changes, as a browser does on a new page.
 * The very first screen keeps the browser's own start.
 */
export function useArrival(): RefCallback<HTMLElement> {
  return useCallback((heading: HTMLElement | null) => {
    if (!heading) return;
    if (arrivedBefore) heading.focus({ preventScroll: false });
    arrivedBefore = true;
  }, []);
}
