/** What to do after the current test file, oldest first. */
const cleanups: (() => unknown)[] = [];

/**
 * Runs `cleanup` after the test file's last test; what was registered last runs first. Unlike Vitest's `afterAll` it may
 * be called from a `beforeAll` or a test, and by a module that several files of one process import.
 */
export function afterFile(cleanup: () => unknown): void {
  cleanups.push(cleanup);
}

/** Runs every registered cleanup, even if one of them fails; then throws the first error. */
export async function cleanUpFile(): Promise<void> {
  const errors: unknown[] = [];
  for (const cleanup of cleanups.splice(0).reverse()) {
    try {
      await cleanup();
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
}
