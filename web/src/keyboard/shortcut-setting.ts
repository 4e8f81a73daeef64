const storageKey = 'athar.shortcuts';

/** Single keys can be switched off (WCAG 2.1.4): speech input types letters that nobody meant as commands. */
export function shortcutsAreOn(): boolean {
  try {
    return localStorage.getItem(storageKey) !== 'off';
  } catch {
    return true;
  }
}

export function switchShortcuts(on: boolean) {
  try {
    localStorage.setItem(storageKey, on ? 'on' : 'off');
  } catch {
    // Not kept: they stay on.
  }
}
