import type { TestApi } from "./api.ts";

/** A browser at the console: it keeps its cookie, and says that its requests come from the console's pages. */
export interface TestBrowser {
  cookie: string | null;
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
    // biome-ignore lint/suspicious/noExplicitAny: tests read answers field by field
  ): Promise<{ status: number; headers: Record<string, unknown>; body: any }>;
}

/** A new browser without a cookie. */
export function testBrowser(api: TestApi, address = "192.0.2.1"): TestBrowser {
  const browser: TestBrowser = {
    cookie: null,
    async call(method, path, body, headers = {}) {
      const response = await api.app.inject({
        method: method as "GET",
        url: `/manage/v1${path}`,
        remoteAddress: address,
        headers: {
          "sec-fetch-site": "same-origin",
          "x-countersign-console": "1",
          ...(browser.cookie !== null && { cookie: browser.cookie }),
          ...(body !== undefined && { "content-type": "application/json" }),
          ...headers,
        },
        ...(body !== undefined && { payload: JSON.stringify(body) }),
      });
      const set = response.headers["set-cookie"];
      if (typeof set === "string")
        browser.cookie = set.includes("Max-Age=0") ? null : (set.split(";")[0] ?? null);
      const { statusCode: status, payload } = response;
      return {
        status,
        headers: response.headers,
        body: payload.startsWith("{") ? JSON.parse(payload) : payload,
      };
    },
  };
  return browser;
}

/** The secret of a one-time link. */
export function secretOf(url: string): string {
  return new URL(url).hash.slice(1);
}
