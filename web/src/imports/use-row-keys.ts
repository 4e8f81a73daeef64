import type { RefObject } from 'react';
import { useKeys } from '../keyboard/use-keys.js';

/** J and K, or the arrows, go through what is found in the container; E opens and closes what belongs to the row. */
export function useRowKeys(container: RefObject<HTMLElement | null>, selector: string) {
  const stops = () => [...(container.current?.querySelectorAll<HTMLElement>(selector) ?? [])];
  const at = (all: HTMLElement[]) =>
    all.findIndex((stop) => (stop.closest('[data-row]') ?? stop).contains(document.activeElement));
  const step = (by: 1 | -1) => (event: KeyboardEvent) => {
    const all = stops();
    const here = at(all);
    const target = here === -1 ? all[0] : all[here + by];
    if (!target) return;
    event.preventDefault();
    target.focus();
  };
  const open = () => {
    const focused = document.activeElement;
    if (focused?.tagName === 'SUMMARY') (focused as HTMLElement).click();
    else focused?.closest('[data-row]')?.querySelector<HTMLElement>('summary')?.click();
  };
  useKeys({ KeyJ: step(1), ArrowDown: step(1), KeyK: step(-1), ArrowUp: step(-1), KeyE: open });
}
