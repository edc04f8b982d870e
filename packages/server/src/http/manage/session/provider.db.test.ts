import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createOutbound } from "../../../outbound/index.ts";
import { createProvider, type ProviderSettings } from "../../../sign-in/index.ts";
import { startIdentityProvider } from "../../../sign-in/testing/identity-provider.ts";
import type { HttpDeps } from "../../deps.ts";
import { startTestApi } from "../../testing/api.ts";
import { type TestBrowser, testBrowser } from "../../testing/console.ts";

const identity = await startIdentityProvider();
identity.trust("https://verify.example/console/provider");
afterAll(() => identity.close());

const settings: { -readonly [Key in keyof ProviderSettings]: ProviderSettings[Key] } = {
  issuer: identity.issuer,
  clientId: identity.client.id,
  clientSecret: identity.client.secret,
  name: "Bank account",
  scope: "openid profile email",
  groupsClaim: "groups",
  roles: [],
};
const outbound = createOutbound({ allow: ["sign-in@127.0.0.0/8"] });
afterAll(() => outbound.close());
const api = await startTestApi((deps: HttpDeps) => ({
  ...deps,
  provider: createProvider(settings, { outbound, publicUrl: deps.publicUrl, log: deps.log }),
}));

let browser: TestBrowser;
beforeEach(() => {
  settings.roles = [];
  browser = testBrowser(api);
});

/** Follows a browser through the provider; returns the fragment with which it comes back. */
async function fragmentFrom(address: string): Promise<string> {
  const cookies = new Map<string, string>();
  let url = new URL(address);
  while (url.origin === identity.issuer) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(url, { redirect: "manual", headers: { cookie } });
    for (const set of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get("location");
    if (location === null) throw new Error(`the provider said ${response.status}: ${await response.text()}`);
    url = new URL(location, url);
  }
  expect(url.origin + url.pathname).toBe("https://verify.example/console/provider");
  return url.hash.slice(1);
}

async function signIn(at = browser) {
  const begun = await at.call("POST", "/session/provider");
  expect(begun.status).toBe(200);
  const response = await fragmentFrom(begun.body.url);
  return at.call("POST", "/session/provider/verify", { response });
}

const invited = (email: string, more: object = {}) =>
  api.call("admin", "POST", "/operators", { name: "Ann Oak", role: "viewer", email, ...more });
const me = async () => (await browser.call("GET", "/me")).body;

describe("somebody whom an admin added", () => {
  test("is known by an address that the provider vouches for, and from then on by the provider's id", async () => {
    const { id } = (await invited("ann@example.com")).body;
    identity.signIn("ann", { email: "Ann@example.com", email_verified: true });
    expect((await signIn()).body).toEqual({ status: "signed_in", step: null });
    expect(await me()).toMatchObject({ id, role: "viewer", name: "Ann Oak" });
    identity.signIn("ann", { email: "ann.maple@example.com", email_verified: true });
    expect((await signIn()).status).toBe(200);
    expect((await me()).id).toBe(id);
    const shown = (await api.call("admin", "GET", `/operators/${id}`)).body;
    expect(shown.signInMethods).toEqual(["provider"]);
    const [session] = (await browser.call("GET", "/me/sessions")).body.data;
    expect(session.method).toBe("provider");
  });

  test("is not known by an address that the provider does not vouch for, or that is linked already", async () => {
    await invited("bea@example.com");
    identity.signIn("mallory", { email: "bea@example.com", email_verified: false });
    expect((await signIn()).body.code).toBe("forbidden");
    identity.signIn("bea", { email: "bea@example.com", email_verified: true });
    expect((await signIn()).status).toBe(200);
    identity.signIn("other", { email: "bea@example.com", email_verified: true });
    expect((await signIn(testBrowser(api))).body.code).toBe("forbidden");
  });

  test("is refused once their access has ended", async () => {
    const { id } = (await invited("cleo@example.com")).body;
    identity.signIn("cleo", { email: "cleo@example.com", email_verified: true });
    expect((await signIn()).status).toBe(200);
    await api.call("admin", "PATCH", `/operators/${id}`, { active: false });
    expect((await browser.call("GET", "/me")).status).toBe(401);
    expect((await signIn(testBrowser(api))).body.code).toBe("sign_in_refused");
  });
});

describe("where groups have roles", () => {
  test("people are added, and have the roles of their groups from each sign-in on", async () => {
    const own = api.own.project.id;
    settings.roles = [
      { group: "CN=admins,DC=bank", projectId: null, role: "admin" },
      { group: "everybody", projectId: null, role: "viewer" },
      { group: "loans", projectId: own, role: "developer" },
      { group: "loans", projectId: "a-project-that-is-not", role: "developer" },
    ];
    const groups = ["everybody", "loans", "CN=admins,DC=bank", "others"];
    identity.signIn("dan", { name: "Dan Elm", email: "dan@example.com", email_verified: true, groups });
    expect((await signIn()).status).toBe(200);
    const account = await me();
    const developer = { projectId: own, role: "developer" };
    expect(account).toMatchObject({ name: "Dan Elm", email: "dan@example.com", role: "admin" });
    expect(account.projectRoles).toEqual([developer]);

    api.clock.now += 60_000;
    identity.signIn("dan", { name: "Dan Elm", groups: ["loans"] });
    expect((await signIn()).status).toBe(200);
    expect(await me()).toMatchObject({ id: account.id, role: null, projectRoles: [developer] });
    const audited = (await api.call("admin", "GET", `/audit?target=${account.id}`)).body.data;
    expect(audited.map(({ action }: { action: string }) => action)).toEqual([
      "operator.change",
      "operator.create",
    ]);
    expect(audited[0].actor).toEqual({ kind: "system", id: "provider" });

    identity.signIn("dan", { groups: ["others"] });
    expect((await signIn(testBrowser(api))).body.code).toBe("forbidden");
  });

  test("an address that somebody has here stays theirs, and nobody is added without a role", async () => {
    settings.roles = [{ group: "everybody", projectId: null, role: "viewer" }];
    const { id } = (await invited("eve@example.com")).body;
    identity.signIn("eve-1", { email: "eve@example.com", email_verified: true, groups: ["everybody"] });
    await signIn();
    expect((await me()).id).toBe(id);
    identity.signIn("eve-2", { email: "eve@example.com", email_verified: true, groups: ["everybody"] });
    browser = testBrowser(api);
    await signIn();
    expect(await me()).toMatchObject({ email: null, role: "viewer" });
    identity.signIn("fay", { groups: [] });
    expect((await signIn(testBrowser(api))).status).toBe(403);
  });
});

describe("the provider's response", () => {
  beforeEach(() => {
    settings.roles = [{ group: "everybody", projectId: null, role: "viewer" }];
    identity.signIn("gil", { groups: ["everybody"] });
  });
  const verify = (at: TestBrowser, response: string) =>
    at.call("POST", "/session/provider/verify", { response });

  test("is accepted once, in the browser that began, with the state that it began with", async () => {
    const begin = async (at: TestBrowser) =>
      fragmentFrom((await at.call("POST", "/session/provider")).body.url);
    const fragment = await begin(browser);
    expect(browser.cookie).toMatch(/^__Host-countersign-provider=cst_/);
    const foreign = testBrowser(api);
    expect((await verify(foreign, fragment)).body.code).toBe("sign_in_refused");
    await begin(foreign);
    expect((await verify(foreign, fragment)).body.code).toBe("sign_in_refused");
    const onTheWay = browser.cookie;
    expect((await verify(browser, fragment)).status).toBe(200);
    browser.cookie = onTheWay;
    expect((await verify(browser, fragment)).body.code).toBe("sign_in_refused");
  });

  test("is worth nothing after ten minutes, or where the person refused", async () => {
    const begun = await browser.call("POST", "/session/provider");
    const fragment = await fragmentFrom(begun.body.url);
    api.clock.now += 10 * 60_000;
    expect((await verify(browser, fragment)).body.code).toBe("sign_in_refused");
    identity.signIn(null);
    expect((await signIn(testBrowser(api))).body.code).toBe("sign_in_refused");
  });

  test("is asked for with a challenge, a state and a nonce, in a fragment", async () => {
    const { url } = (await browser.call("POST", "/session/provider")).body;
    const asked = Object.fromEntries(new URL(url).searchParams);
    expect(asked).toMatchObject({
      response_type: "code",
      response_mode: "fragment",
      code_challenge_method: "S256",
      scope: "openid profile email",
    });
    for (const name of ["state", "nonce", "code_challenge"]) expect(asked[name]).toMatch(/^[\w-]{43}$/);
  });

  test("and what failed leave no secret and no person in the log", () => {
    expect(api.log.join("")).toContain("OpenID Connect provider failed");
    expect(api.log.join("")).not.toMatch(/cst_|@example\.com|Dan Elm|the secret of/);
  });
});

test("a provider that can't be reached is said to be unavailable, and a network must be exempt", async () => {
  const guarded = createOutbound({ allow: [] });
  for (const [issuer, client] of [
    ["http://127.0.0.1:9", outbound],
    [identity.issuer, guarded],
  ] as const) {
    const provider = createProvider(
      { ...settings, issuer },
      { outbound: client, publicUrl: "https://verify.example", log: api.deps.log },
    );
    const trip = provider.newRoundTrip();
    expect(await provider.authorizationUrl(trip)).toEqual({ kind: "unavailable" });
  }
  await guarded.close();
});
