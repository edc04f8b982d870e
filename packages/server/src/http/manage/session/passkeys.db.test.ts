import { beforeEach, describe, expect, test } from "vitest";
import { type TestAuthenticator, testAuthenticator } from "../../testing/authenticator.ts";
import { type TestBrowser, testBrowser } from "../../testing/console.ts";
import { startSignInApi } from "../../testing/sign-in.ts";

const { api, person } = await startSignInApi();
let browser: TestBrowser;
beforeEach(() => {
  browser = testBrowser(api);
});

/** A person with a passkey, and what holds it. */
async function withPasskey(transports?: unknown) {
  const { id, home } = await person();
  const authenticator = testAuthenticator("https://verify.example");
  const { options } = (await home.call("POST", "/me/passkeys/options")).body;
  const added = await home.call("POST", "/me/passkeys", {
    name: "phone",
    response: authenticator.create(options, transports),
  });
  return { id, home, authenticator, added };
}

async function signIn(
  authenticator: TestAuthenticator,
  change: (response: object) => object = (same) => same,
) {
  const begun = await browser.call("POST", "/session/passkey/options");
  expect(begun.status).toBe(200);
  const response = change(authenticator.get(begun.body.options));
  return browser.call("POST", "/session/passkey/verify", { response });
}

describe("a passkey", () => {
  test("is added by the response to the latest options, and signs in on its own", async () => {
    const { home, authenticator, added } = await withPasskey();
    expect(added.status).toBe(201);
    expect((await signIn(authenticator)).body).toEqual({ status: "signed_in", step: null });
    expect((await browser.call("GET", "/me")).body.name).toBe("Ann Oak");
    const { data } = (await home.call("GET", "/me/passkeys")).body;
    expect(data).toEqual([expect.objectContaining({ name: "phone", lastUsedAt: expect.any(String) })]);
  });

  test("signs in nobody with a response that was used, or is for another page", async () => {
    const { authenticator } = await withPasskey();
    const { options } = (await browser.call("POST", "/session/passkey/options")).body;
    const response = authenticator.get(options);
    const verify = () => testBrowser(api).call("POST", "/session/passkey/verify", { response });
    expect((await verify()).status).toBe(200);
    expect((await verify()).body.code).toBe("sign_in_refused");
    const elsewhere = testAuthenticator("https://elsewhere.example");
    expect((await signIn(elsewhere)).body.code).toBe("sign_in_refused");
  });

  test.each([
    {},
    { id: null },
    { id: 5 },
    { id: ["a"] },
    { id: "a\u0000b" },
    { id: "x".repeat(10_000) },
    { id: "AAAA", response: null },
  ])("is refused where the browser's response is %j", async (response) => {
    const { authenticator } = await withPasskey();
    const refused = await browser.call("POST", "/session/passkey/verify", { response });
    expect([refused.status, refused.body.code]).toEqual([401, "sign_in_refused"]);
    if (Object.keys(response).length === 0) return;
    const mixed = await signIn(authenticator, (whole) => ({ ...whole, ...response }));
    expect([mixed.status, mixed.body.code]).toEqual([401, "sign_in_refused"]);
  });

  test.each([[[5, null, { a: 1 }]], ["usb"], [{ length: 3 }], [["x".repeat(5000)]]])(
    "is added without transports that are none: %j",
    async (transports) => {
      const { authenticator, added } = await withPasskey(transports);
      expect(added.status).toBe(201);
      expect((await signIn(authenticator)).status).toBe(200);
    },
  );
});

test("an address that begins to sign in again and again has to wait, and another has not", async () => {
  const own = testBrowser(api, "192.0.2.66");
  const begin = (from = own) => from.call("POST", "/session/passkey/options");
  const statuses: number[] = [];
  for (let n = 0; n < 61; n++) statuses.push((await begin()).status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(60);
  const refused = await begin();
  expect([refused.status, refused.body.code]).toEqual([429, "rate_limited"]);
  expect(Number(refused.headers["retry-after"])).toBeGreaterThanOrEqual(1);
  expect((await begin(testBrowser(api, "192.0.2.77"))).status).toBe(200);
  api.clock.now += 60_000;
  expect((await begin()).status).toBe(200);
});
