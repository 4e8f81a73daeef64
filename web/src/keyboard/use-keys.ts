import { useEffect, useRef } from 'react';
import { shortcutsAreOn } from './shortcut-setting.js';

/** Handlers by `event.code` (the place of the key), because the X key yields another letter on an Arabic layout. */
export type KeyHandlers = Partial<Record<string, (event: KeyboardEvent) => void>>;

const notAShortcut = new Set(['Escape', 'ArrowUp', 'ArrowDown', 'Enter']);

/** Where the keys belong to the control itself: text everywhere, arrows in any input or list. */
function belongsToControl(target: EventTarget | null, code: string): boolean {
  if (!(target instanceof Element) || code === 'Escape') return false;
  if (target.closest('textarea, select, [contenteditable="true"]')) return true;
  const input = target.closest('input');
  if (!input) return false;
  const takesText = !['radio', 'checkbox', 'button', 'submit'].includes(input.type);
  return takesText || code.startsWith('Arrow');
}

/** Listens on the whole page. Silent in text fields, in an open dialog, with Ctrl, Alt or Cmd, and when switched off. */
export function useKeys(handlers: KeyHandlers) {
  const latest = useRef(handlers);
  latest.current = handlers;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
      // The question mark sits elsewhere on every layout, so it alone is taken by what it types (U+061F: Arabic).
      const code = event.key === '?' || event.key === '\u061f' ? 'Help' : event.code.replace('Numpad', 'Digit');
      const handler = latest.current[code];
      if (!handler || belongsToControl(event.target, code)) return;
      if (document.querySelector('dialog[open]')) return;
      if (!notAShortcut.has(code) && !shortcutsAreOn()) return;
      handler(event);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
