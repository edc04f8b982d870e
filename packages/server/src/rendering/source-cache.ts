const most = 500;

/** Keeps what was made of a source, of the last 500. What can't be made is not kept. */
export function createSourceCache<Value>(make: (source: string) => Value): (source: string) => Value {
  const known = new Map<string, Value>();
  return (source) => {
    const held = known.get(source);
    if (held !== undefined) return held;
    const made = make(source);
    if (known.size >= most) {
      for (const oldest of known.keys()) {
        known.delete(oldest);
        break;
      }
    }
    known.set(source, made);
    return made;
  };
}
