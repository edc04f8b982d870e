import type { AttemptView } from "@countersign/wire";

/** The first line and headers of an attempt's request, as they went over the wire. */
export function requestHead({ url, requestHeaders }: Pick<AttemptView, "url" | "requestHeaders">): string {
  const path = url === null ? "/" : new URL(url).pathname + new URL(url).search;
  return headText(`POST ${path} HTTP/1.1`, requestHeaders);
}

/** A first line and headers, one a line. */
export function headText(first: string, headers: Readonly<Record<string, string>>): string {
  return [first, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)].join("\n");
}

/**
 * The attempt as a `curl` command. Headers whose values are not shown (`***`) take them from the
 * environment: `$AUTHORIZATION`.
 */
export function curlCommand(
  { url, requestHeaders }: Pick<AttemptView, "url" | "requestHeaders">,
  body: string | null,
): string {
  const headers = Object.entries(requestHeaders).map(([name, value]) =>
    value.includes("***")
      ? `-H ${quoted(`${name}: `)}"$${name.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_")}"`
      : `-H ${quoted(`${name}: ${value}`)}`,
  );
  const data = body === null ? [] : [`--data-raw ${quoted(body)}`];
  return [`curl -X POST ${quoted(url ?? "")}`, ...headers, ...data].join(" \\\n  ");
}

/** As one word of a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
