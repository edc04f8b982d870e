import type { PatchOperation } from "@countersign/wire";

/** One change of a hook, as `order/discount: 0` and `order/discount: 500`. */
interface ShownChange {
  path: string;
  before: string | undefined;
  after: string | undefined;
}

/**
 * A hook's changes with the values that they replaced, as far as these are in the run's own payload:
 * what an earlier hook had put there is not known.
 */
export function changesOf(changes: readonly PatchOperation[], payload: unknown): ShownChange[] {
  return changes
    .filter(({ op }) => op !== "test")
    .map((change) => {
      const replaced = change.op === "add" ? undefined : valueAt(payload, change.path);
      const after =
        "value" in change ? change.value : "from" in change ? valueAt(payload, change.from) : undefined;
      return {
        path: change.path.replace(/^\//, ""),
        before: replaced === undefined ? undefined : JSON.stringify(replaced),
        after: after === undefined ? undefined : JSON.stringify(after),
      };
    });
}

/** The value at a JSON Pointer; undefined where there is none. */
function valueAt(document: unknown, pointer: string): unknown {
  return pointer
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>(
      (value, key) =>
        typeof value === "object" && value !== null && Object.hasOwn(value, key)
          ? (value as Record<string, unknown>)[key]
          : undefined,
      document,
    );
}
