/** A JSON call that must succeed. */
export type Call = (path: string, body?: unknown, method?: string) => Promise<Answer>;

// biome-ignore lint/suspicious/noExplicitAny: responses are read field by field, as in an integrator's script
export type Answer = any;

/**
 * A function that calls an API and returns the JSON of the response.
 *
 * @throws Error with method, path, status and error code, if the status isn't 2xx.
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

/** Does what an applicant does on the page at `fullUrl`: agrees, then sends a picture. */
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
