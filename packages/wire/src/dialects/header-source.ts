/** Headers as Node or a fetch `Headers` gives them; names in any case. */
export type HeaderSource =
  | { get(name: string): string | null }
  | Readonly<Record<string, string | readonly string[] | undefined>>;

/** One header's text; null when it is absent. Repeated headers are joined as HTTP joins them. */
export function headerValue(headers: HeaderSource, name: string): string | null {
  if (typeof headers.get === "function") return headers.get(name);
  const record = headers as Readonly<Record<string, string | readonly string[] | undefined>>;
  const key = Object.hasOwn(record, name) ? name : Object.keys(record).find((k) => k.toLowerCase() === name);
  const value = key === undefined ? undefined : record[key];
  if (value === undefined) return null;
  return typeof value === "string" ? value : value.join(", ");
}
