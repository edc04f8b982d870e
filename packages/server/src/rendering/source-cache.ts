const maxSources = 500;
/**
 * Characters of all sources. The result takes up to 60 bytes for each: eighteen templates of 64 KB
 * filled a process's heap, so that it died of the next task, of any project.
 */
const maxCharacters = 128 * 1024;

/** Caches the results of the most recent sources within these bounds. Failures are not cached. */
export function createSourceCache<Value>(make: (source: string) => Value): (source: string) => Value {
  const known = new Map<string, Value>();
  let characters = 0;
  return (source) => {
    const held = known.get(source);
    if (held !== undefined) return held;
    const made = make(source);
    known.set(source, made);
    characters += source.length;
    for (const oldest of known.keys()) {
      if (known.size <= maxSources && characters <= maxCharacters) break;
      known.delete(oldest);
      characters -= oldest.length;
    }
    return made;
  };
}
