/**
 * Names of fields that contain addresses, ignoring case, `_` and `-`. The six keys of a project's
 * configuration are among them.
 */
const addressName =
  /(?:url|urls|uri|uris|hook|hooks|callback|callbacks|redirect|redirects|endpoint|endpoints)$/;
const addressValue = /https?:\/\//i;

/** No legitimate request is deeper, and walking it would only cost time. */
export const maxDepth = 16;

/** The place of an address in a body. */
export interface MisplacedField {
  /** The path from the body's root: `contact.webhookUrl`, `hooks[2]`. */
  field: string;
  reason: "address" | "too-deep";
}

/**
 * The first place in a request's body that contains an address: a field named like one, or a text with
 * an http(s) URL in it, at any depth. Null if there is none.
 *
 * Personal data is sent only to configured addresses, so a caller who sends one has a wrong
 * expectation, or tries to divert data: both must get an error. `exempt` names the one top-level
 * field that may contain addresses: the outcome `hooks` of `/check/start/*`.
 */
export function findAddress(body: Readonly<Record<string, unknown>>, exempt?: string): MisplacedField | null {
  const waiting: { value: unknown; path: string; depth: number }[] = [{ value: body, path: "", depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, path, depth } = next;
    if (typeof value === "string" && addressValue.test(value)) return { field: path, reason: "address" };
    if (typeof value !== "object" || value === null) continue;
    if (depth === maxDepth) return { field: path, reason: "too-deep" };
    const inside: typeof waiting = [];
    for (const [name, child] of Object.entries(value)) {
      if (depth === 0 && name === exempt) continue;
      const place = Array.isArray(value)
        ? `${path}[${name}]`
        : path === ""
          ? shown(name)
          : `${path}.${shown(name)}`;
      if (!Array.isArray(value) && (isAddressName(name) || addressValue.test(name))) {
        return { field: place, reason: "address" };
      }
      inside.push({ value: child, path: place, depth: depth + 1 });
    }
    waiting.push(...inside.reverse());
  }
  return null;
}

function isAddressName(name: string): boolean {
  return addressName.test(name.toLowerCase().replaceAll(/[_\-\s]/g, ""));
}

/**
 * A name as a response may repeat it: short, and without characters that don't belong in a name.
 */
function shown(name: string): string {
  return name.slice(0, 64).replaceAll(/[^\w-]/g, "_");
}
