const most = 500;
/**
 * Characters of all sources. What is made of one takes up to 60 bytes for each: eighteen templates of 64 KB filled a
 * process's heap, so that it died of the next task, whosever that was.
 */
const mostCharacters = 128 * 1024;

/** Keeps what was made of a source, of the last ones within these bounds. What can't be made is not kept. */
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
      if (known.size <= most && characters <= mostCharacters) break;
      known.delete(oldest);
      characters -= oldest.length;
    }
    return made;
  };
}
