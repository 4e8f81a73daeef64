const storageKey = 'athar.weights';

/** Some people judge better before they see numbers; the choice stays in this browser. */
export function weightsWereHidden(): boolean {
  try {
    return localStorage.getItem(storageKey) === 'hidden';
  } catch {
    return false;
  }
}

export function rememberWeightsHidden(hidden: boolean) {
  try {
    localStorage.setItem(storageKey, hidden ? 'hidden' : 'shown');
  } catch {
    // Not kept: they are shown next time.
  }
}
