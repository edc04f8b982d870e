/** Headers as a fetch `Headers`, or as Node has them with names in lower case. */
export type HeaderSource =
  | { get(name: string): string | null }
  | Readonly<Record<string, string | readonly string[] | undefined>>;

/** One header's text; null if it is absent. Repeated headers are joined as HTTP joins them. */
export function headerValue(headers: HeaderSource, name: string): string | null {
  if (typeof headers.get === "function") return headers.get(name);
  const value = (headers as Readonly<Record<string, string | readonly string[] | undefined>>)[name];
  if (value === undefined) return null;
  return typeof value === "string" ? value : value.join(", ");
}
