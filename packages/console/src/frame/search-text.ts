/** `?status=exhausted,retrying` as a record of texts. */
export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

/** The record as search parameters: lists with commas, empty values omitted. */
export function stringifySearch(search: Record<string, unknown>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    const text = Array.isArray(value) ? value.join(",") : String(value ?? "");
    if (text !== "") parameters.set(name, text);
  }
  const text = parameters.toString().replaceAll("%2C", ",").replaceAll("%3A", ":").replaceAll("%2F", "/");
  return text === "" ? "" : `?${text}`;
}

/** A list out of an address; undefined where it is empty. Only what `allowed` has, where given. */
export function listFrom<Item extends string>(value: unknown, allowed?: readonly Item[]): Item[] | undefined {
  const given = Array.isArray(value) ? value : typeof value === "string" ? value.split(",") : [];
  const items = given.filter(
    (each): each is Item =>
      typeof each === "string" &&
      each !== "" &&
      (allowed === undefined || allowed.some((one) => one === each)),
  );
  return items.length === 0 ? undefined : [...new Set(items)];
}

/** One of some words out of an address. */
export function wordFrom<Word extends string>(value: unknown, allowed: readonly Word[]): Word | undefined {
  return allowed.find((each) => each === value);
}

/** A text out of an address; undefined where it is empty. */
export function textFrom(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
