const addressName = /url|uri|hook|callback|redirect/i;
const addressValue = /^\s*(?:[a-z][a-z0-9+.-]*:)?\/\//i;

/**
 * The dotted path of the first field, anywhere in an able-id body, that names or holds an address; null when
 * there is none. Data goes to static addresses only, so a request may not bring one. `known` are the fields
 * of the call's own schema: among them only the start calls' `hooks` is an address, and it is theirs to bring.
 */
export function refusedAddress(body: unknown, known: readonly string[]): string | null {
  if (typeof body !== "object" || body === null) return null;
  for (const [name, value] of Object.entries(body)) {
    if (known.includes(name) && typeof value !== "object") continue;
    if (known.includes(name) && name === "hooks") continue;
    const found = addressIn(name, value, 0);
    if (found !== null) return found;
  }
  return null;
}

const deepest = 20;

function addressIn(path: string, value: unknown, depth: number): string | null {
  const name = path.slice(path.lastIndexOf(".") + 1);
  if (addressName.test(name) || (typeof value === "string" && addressValue.test(value))) return path;
  if (typeof value !== "object" || value === null) return null;
  // Nothing that a call takes is nested at all: what nests so deep is not looked through but refused.
  if (depth === deepest) return path;
  for (const [key, inner] of Object.entries(value)) {
    const found = addressIn(`${path}.${key.slice(0, 100)}`, inner, depth + 1);
    if (found !== null) return found;
  }
  return null;
}
