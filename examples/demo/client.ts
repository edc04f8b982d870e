/** A JSON call that must succeed. */
export type Call = (path: string, body?: unknown, method?: string) => Promise<Answer>;

// biome-ignore lint/suspicious/noExplicitAny: answers are read field by field, as an integrator's script would
export type Answer = any;

/**
 * Calls an API and gives back the JSON of its answer.
 *
 * @throws Error with the method, path, status and error code of an answer that isn't 2xx.
 */
export function caller(base: string, headers: Record<string, string> = {}): Call {
  return async (path, body, method = body === undefined ? "GET" : "POST") => {
    const response = await fetch(base + path, {
      method,
      headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = await response.json();
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${response.status} ${answer.code ?? answer.statusCode}`);
    }
    return answer;
  };
}

/** What an applicant's browser does on the page at `fullUrl`: agree, then send a picture. */
export async function identify(
  fullUrl: string,
  picture: Uint8Array<ArrayBuffer>,
  outcome: "success" | "failure" | null,
): Promise<Answer> {
  const page = new URL(fullUrl);
  const token = { "x-page-token": page.hash.slice(1) };
  const call = caller(page.origin + page.pathname, token);
  await call("/consent", {});
  const response = await fetch(`${page.origin}${page.pathname}/capture`, {
    method: "POST",
    headers: { ...token, "content-type": "image/png", ...(outcome ? { "x-test-outcome": outcome } : {}) },
    body: picture,
  });
  if (!response.ok) throw new Error(`capture: ${response.status}`);
  return response.json();
}
