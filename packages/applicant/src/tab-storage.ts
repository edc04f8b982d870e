/**
 * This tab's storage: inside another organisation's page a part of its own. Browsers that are set to store nothing throw
 * at it; then a reload forgets, and all else works.
 */
export function readTab(key: string): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

export function keepInTab(key: string, value: string): void {
  try {
    sessionStorage.setItem(key, value);
  } catch {
    // Nothing is stored in this browser.
  }
}
