import { TOTP } from "otpauth";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createFirstLink } from "../../../sign-in/index.ts";
import { startTestApi, type TestApi } from "../../testing/api.ts";
import { secretOf, type TestBrowser, testBrowser } from "../../testing/console.ts";

const password = "plum-kettle-orbit-7";
const minute = 60_000;
let api: TestApi;
let browser: TestBrowser;
let people = 0;

beforeAll(async () => {
  api = await startTestApi();
});
beforeEach(() => {
  browser = testBrowser(api);
});

/** A person who has accepted their invitation, with the browser in which they did. */
async function person(role = "reviewer") {
  const email = `person${++people}@example.com`;
  const made = await api.call("admin", "POST", "/operators", { name: "Ann Oak", role, email });
  const home = testBrowser(api);
  const link = secretOf(made.body.invitation.url);
  expect((await home.call("POST", "/links/accept", { link, password })).status).toBe(200);
  return { id: made.body.id as string, email, home };
}

const signIn = (at: TestBrowser, email: string, given = password) =>
  at.call("POST", "/session", { email, password: given });
const codeOf = (secret: string) => new TOTP({ secret }).generate({ timestamp: api.clock.now });
async function withTotp(home: TestBrowser) {
  const begun = (await home.call("POST", "/me/totp")).body;
  const { step, secret } = begun;
  const confirmed = await home.call("POST", "/me/totp/confirm", { step, code: codeOf(secret) });
  expect(confirmed.status).toBe(200);
  api.clock.now += minute;
  return { secret: secret as string, recoveryCodes: confirmed.body.recoveryCodes as string[] };
}

describe("an invitation", () => {
  test("is a link in whose fragment the secret stands, and sets a password once", async () => {
    const made = await api.call("admin", "POST", "/operators", {
      name: "Bea",
      role: "viewer",
      email: "Bea@Example.com",
    });
    expect(made.body).toMatchObject({ token: null, email: "bea@example.com", signInMethods: [] });
    const { url } = made.body.invitation;
    expect(url).toMatch(/^https:\/\/verify\.example\/console\/welcome#csl_/);
    const link = secretOf(url);
    const purpose = (await browser.call("POST", "/links/read", { link })).body;
    expect(purpose).toMatchObject({ kind: "invitation", name: "Bea", email: "bea@example.com" });
    expect((await browser.call("POST", "/links/accept", { link, password })).body.status).toBe("signed_in");
    expect((await browser.call("GET", "/me")).body).toMatchObject({ name: "Bea", hasPassword: true });
    const again = await testBrowser(api).call("POST", "/links/accept", { link, password });
    expect(again).toMatchObject({ status: 410, body: { code: "link_invalid" } });
    expect((await api.call("admin", "GET", `/operators/${made.body.id}`)).body.signInMethods).toEqual([
      "password",
    ]);
  });

  test("refuses passwords that are easily guessed, and is not used up by them", async () => {
    const made = await api.call("admin", "POST", "/operators", {
      name: "Clara Zimmermann",
      role: "viewer",
      email: "clara@example.com",
    });
    const link = secretOf(made.body.invitation.url);
    for (const bad of ["short", "Zimmermann123", "aaaaaaaaaaaaaaaa", "qwertyuiop12345"]) {
      const refused = await browser.call("POST", "/links/accept", { link, password: bad });
      expect(refused.body.errors).toEqual([expect.objectContaining({ field: "password" })]);
    }
    expect((await browser.call("POST", "/links/accept", { link, password })).status).toBe(200);
  });

  test("is void once another was made, or after a week", async () => {
    const { id } = (
      await api.call("admin", "POST", "/operators", { name: "Dan", role: "viewer", email: "dan@example.com" })
    ).body;
    const invite = async () =>
      secretOf((await api.call("admin", "POST", `/operators/${id}/invitation`)).body.url);
    const [first, second] = [await invite(), await invite()];
    expect((await browser.call("POST", "/links/read", { link: first })).status).toBe(410);
    api.clock.now += 7 * 24 * 60 * minute - 1;
    expect((await browser.call("POST", "/links/read", { link: second })).status).toBe(200);
    api.clock.now += 1;
    expect((await browser.call("POST", "/links/accept", { link: second, password })).status).toBe(410);
  });

  test("for who forgot their password ends their sessions, and their second factor if the admin says so", async () => {
    const { id, email, home } = await person();
    await withTotp(home);
    const body = { resetSecondFactor: true };
    const link = secretOf((await api.call("admin", "POST", `/operators/${id}/invitation`, body)).body.url);
    expect((await home.call("GET", "/me")).status).toBe(200);
    const fresh = "violet-anchor-mirror-3";
    expect((await browser.call("POST", "/links/accept", { link, password: fresh })).status).toBe(200);
    expect((await home.call("GET", "/me")).status).toBe(401);
    expect((await signIn(testBrowser(api), email)).status).toBe(401);
    expect((await signIn(testBrowser(api), email, fresh)).body.status).toBe("signed_in");
  });
});

describe("a password", () => {
  test("signs in; what is wrong is not said, and nothing tells who has an account", async () => {
    const { email } = await person();
    const wrong = await signIn(browser, email, "not-the-password");
    const unknown = await signIn(browser, "nobody@example.com");
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    const { requestId: _one, instance: _two, ...told } = wrong.body;
    const { requestId: _three, instance: _four, ...toldOfNobody } = unknown.body;
    expect(told).toEqual(toldOfNobody);
    expect((await signIn(browser, email.toUpperCase())).body).toEqual({ status: "signed_in", step: null });
    expect(browser.cookie).toMatch(/^__Host-countersign=css_[A-Za-z0-9_-]{43}$/);
  });

  test("is locked out for a minute after five failures from an address, with the wait told", async () => {
    const { email } = await person();
    for (let failure = 0; failure < 5; failure++)
      expect((await signIn(browser, email, "wrong-wrong-wrong")).status).toBe(401);
    const locked = await signIn(browser, email);
    expect(locked).toMatchObject({ status: 429, body: { code: "sign_in_locked" } });
    expect(locked.headers["retry-after"]).toBe("60");
    const elsewhere = testBrowser(api, "192.0.2.99");
    expect((await signIn(elsewhere, email)).status).toBe(200);
    api.clock.now += minute;
    expect((await signIn(browser, email)).status).toBe(200);
  });

  test("guesses at the same time count each", async () => {
    const { email } = await person();
    const guesses = await Promise.all(
      Array.from({ length: 12 }, (_, at) => signIn(testBrowser(api), email, `wrong-guess-number-${at}`)),
    );
    const statuses = guesses.map(({ status }) => status).sort();
    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(7);
  });

  test("that is changed ends the sessions at other browsers", async () => {
    const { email, home } = await person();
    await signIn(browser, email);
    const fresh = "walnut-rocket-lamp-5";
    expect((await home.call("PUT", "/me/password", { password: fresh })).status).toBe(204);
    expect((await browser.call("GET", "/me")).status).toBe(401);
    expect((await home.call("GET", "/me")).status).toBe(200);
    expect((await signIn(browser, email)).status).toBe(401);
    expect((await signIn(browser, email, fresh)).status).toBe(200);
  });

  test("is stored as argon2id under a key that the store does not hold", async () => {
    const { id } = await person();
    const row = await api.deps.db
      .selectFrom("operators")
      .select("passwordHash")
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    expect(row.passwordHash).toMatch(
      /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/,
    );
    const dump = JSON.stringify(await api.deps.db.selectFrom("operatorSessions").selectAll().execute());
    expect(dump).not.toContain("css_");
    expect(api.log.join("")).not.toMatch(/css_|csl_|cst_|plum-kettle/);
  });
});

describe("an authenticator app", () => {
  test("is asked for after the password; no code is accepted twice", async () => {
    const { email, home } = await person();
    const { secret } = await withTotp(home);
    const { status, step } = (await signIn(browser, email)).body;
    expect([status, browser.cookie]).toEqual(["second_factor_required", null]);
    const wrong = await browser.call("POST", "/session/second-factor", { step, code: "000000" });
    expect(wrong.status).toBe(401);
    const code = codeOf(secret);
    expect((await browser.call("POST", "/session/second-factor", { step, code })).status).toBe(200);
    expect((await browser.call("GET", "/me")).body).toMatchObject({ hasTotp: true, recoveryCodesLeft: 10 });
    const other = testBrowser(api);
    const second = (await signIn(other, email)).body;
    const again = await other.call("POST", "/session/second-factor", { step: second.step, code });
    expect(again.status).toBe(401);
  });

  test("is replaced by a recovery code, which works once, however it is written", async () => {
    const { email, home } = await person();
    const { recoveryCodes } = await withTotp(home);
    expect(new Set(recoveryCodes).size).toBe(10);
    const given = (recoveryCodes[3] ?? "").toUpperCase().replaceAll("-", " ");
    const finish = async () => {
      const { step } = (await signIn(browser, email)).body;
      return browser.call("POST", "/session/second-factor", { step, recoveryCode: given });
    };
    expect((await finish()).status).toBe(200);
    expect((await browser.call("GET", "/me")).body.recoveryCodesLeft).toBe(9);
    browser.cookie = null;
    expect((await finish()).status).toBe(401);
  });

  test("a step of another person, or after ten minutes, leads nowhere", async () => {
    const { email, home } = await person();
    const { secret } = await withTotp(home);
    const { step } = (await signIn(browser, email)).body;
    api.clock.now += 10 * minute;
    const late = await browser.call("POST", "/session/second-factor", { step, code: codeOf(secret) });
    expect(late.status).toBe(401);
    const other = await person();
    api.clock.now += 5 * minute;
    const begun = (await home.call("POST", "/me/totp")).body;
    expect(begun.code).toBe("confirmation_required");
    await home.call("POST", "/session/confirm", { password });
    const mine = (await home.call("POST", "/me/totp")).body;
    const body = { step: mine.step, code: codeOf(mine.secret) };
    expect((await other.home.call("POST", "/me/totp/confirm", body)).status).toBe(422);
    expect((await home.call("POST", "/me/totp/confirm", body)).status).toBe(200);
  });

  test("factors change only shortly after a proof", async () => {
    const { home } = await person();
    await withTotp(home);
    api.clock.now += 15 * minute;
    for (const [method, path] of [
      ["POST", "/me/totp"],
      ["DELETE", "/me/totp"],
      ["POST", "/me/recovery-codes"],
      ["POST", "/me/passkeys/options"],
    ] as const)
      expect((await home.call(method, path)).body.code).toBe("confirmation_required");
    expect((await home.call("POST", "/session/confirm", { password: "wrong-wrong-wrong" })).status).toBe(401);
    expect((await home.call("POST", "/session/confirm", { password })).status).toBe(204);
    expect((await home.call("POST", "/me/recovery-codes")).body.recoveryCodes).toHaveLength(10);
    expect((await home.call("DELETE", "/me/totp")).status).toBe(204);
    expect((await home.call("GET", "/me")).body).toMatchObject({ hasTotp: false, recoveryCodesLeft: 0 });
  });
});

describe("a session", () => {
  test("ends by signing out, by idleness, by age, and with its owner's access", async () => {
    const { id, email, home } = await person();
    const status = async (at: TestBrowser) => (await at.call("GET", "/me")).status;
    const signedIn = async () => {
      const at = testBrowser(api);
      await signIn(at, email);
      return at;
    };
    const { cookie } = home;
    expect((await home.call("DELETE", "/session")).status).toBe(204);
    expect(home.cookie).toBeNull();
    home.cookie = cookie;
    expect(await status(home)).toBe(401);

    const idle = await signedIn();
    api.clock.now += 60 * minute - 1;
    expect(await status(idle)).toBe(200);
    await api.deps.sessionUses.flush();
    api.clock.now += 59 * minute;
    expect(await status(idle)).toBe(200);
    await api.deps.sessionUses.flush();
    api.clock.now += 60 * minute;
    expect(await status(idle)).toBe(401);

    const old = await signedIn();
    for (let hour = 1; hour < 12; hour++) {
      api.clock.now += 59 * minute;
      expect(await status(old)).toBe(200);
      await api.deps.sessionUses.flush();
    }
    api.clock.now += 59 * minute;
    expect(await status(old)).toBe(200);
    await api.deps.sessionUses.flush();
    api.clock.now += 12 * minute;
    expect(await status(old)).toBe(401);

    const last = await signedIn();
    await api.call("admin", "PATCH", `/operators/${id}`, { active: false });
    expect(await status(last)).toBe(401);
    await api.call("admin", "PATCH", `/operators/${id}`, { active: true });
    expect(await status(last)).toBe(401);
  });

  test("is listed and revoked by its owner and by an admin, who see no others' cookies", async () => {
    const { id, email, home } = await person();
    api.clock.now += minute;
    await signIn(browser, email);
    const { data } = (await home.call("GET", "/me/sessions")).body;
    expect(
      data.map(({ method, current }: { method: string; current: boolean }) => [method, current]),
    ).toEqual([
      ["password", false],
      ["link", true],
    ]);
    expect((await home.call("DELETE", `/me/sessions/${data[0].id}`)).status).toBe(204);
    expect((await browser.call("GET", "/me")).status).toBe(401);
    const seen = (await api.call("admin", "GET", `/operators/${id}/sessions`)).body.data;
    expect(seen).toHaveLength(1);
    expect((await api.call("admin", "DELETE", `/operators/${id}/sessions/${seen[0].id}`)).status).toBe(204);
    expect((await home.call("GET", "/me")).status).toBe(401);
    const stranger = await person();
    const foreign = (await stranger.home.call("GET", "/me/sessions")).body.data[0].id;
    await signIn(browser, email);
    expect((await browser.call("DELETE", `/me/sessions/${foreign}`)).status).toBe(404);
    expect((await stranger.home.call("GET", "/me")).status).toBe(200);
  });

  test("has the permissions of its owner, as they are now", async () => {
    const { id, home } = await person("viewer");
    expect((await home.call("GET", "/reviews")).status).toBe(403);
    await api.call("admin", "PATCH", `/operators/${id}`, { role: "reviewer" });
    expect((await home.call("GET", "/reviews")).status).toBe(200);
    const { permissions } = (await home.call("GET", "/me")).body;
    expect(permissions.everywhere).toContain("reviews.decide");
    expect(permissions.everywhere).not.toContain("addresses.change");
  });

  test("takes changes from the console's own pages only", async () => {
    const { home } = await person();
    const change = (headers: Record<string, string>) =>
      home.call("PATCH", "/me", { preferences: { theme: "dark" } }, headers);
    expect((await change({ "sec-fetch-site": "cross-site" })).body.code).toBe("foreign_page");
    expect((await change({ "sec-fetch-site": "same-site" })).status).toBe(403);
    expect((await change({ "x-countersign-console": "" })).status).toBe(403);
    expect((await home.call("GET", "/me", undefined, { "sec-fetch-site": "none" })).status).toBe(403);
    expect((await change({})).status).toBe(200);
    // Browsers that come by plain http don't say the site, but the origin.
    const bare = (origin: string) =>
      api.app.inject({
        method: "PATCH",
        url: "/manage/v1/me",
        headers: { cookie: home.cookie ?? "", origin, "x-countersign-console": "1" },
        payload: { preferences: { theme: "light" } },
      });
    expect((await bare("https://evil.example")).statusCode).toBe(403);
    expect((await bare("https://verify.example")).statusCode).toBe(200);
    const login = { email: "x@example.com", password };
    const foreign = await browser.call("POST", "/session", login, { "sec-fetch-site": "cross-site" });
    expect(foreign.status).toBe(403);
  });

  test("has a cookie that scripts, other sites and plain http can't use", async () => {
    const { email } = await person();
    const { headers } = await signIn(browser, email);
    expect(headers["set-cookie"]).toMatch(
      /^__Host-countersign=css_[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict; Secure$/,
    );
    expect(
      (await api.app.inject({ url: "/v1/users", headers: { cookie: browser.cookie ?? "" } })).statusCode,
    ).toBe(401);
  });
});

describe("the first operator", () => {
  test("is created by a link that is void once there is one", async () => {
    const link = secretOf((await createFirstLink(api.deps)).url);
    const body = { link, name: "Root", email: "root@example.com", password };
    expect((await browser.call("POST", "/links/read", { link })).status).toBe(410);
    await api.deps.db.updateTable("operators").set({ active: false }).execute();
    expect((await browser.call("GET", "/session/options")).body).toEqual({
      passkeys: true,
      provider: null,
      setUp: true,
      signedIn: false,
    });
    expect((await browser.call("POST", "/links/read", { link })).body).toMatchObject({
      kind: "first_operator",
    });
    const other = secretOf((await createFirstLink(api.deps)).url);
    const results = await Promise.all([
      browser.call("POST", "/links/accept", body),
      testBrowser(api).call("POST", "/links/accept", { ...body, link: other, email: "second@example.com" }),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual([200, 410]);
    const admin = results[0]?.status === 200 ? browser : null;
    if (admin !== null) expect((await admin.call("GET", "/operators")).status).toBe(200);
    expect((await browser.call("POST", "/links/accept", body)).status).toBe(410);
    await api.deps.db.updateTable("operators").set({ active: true }).execute();
  });

  test("must give their name and e-mail address, within a day", async () => {
    await api.deps.db.updateTable("operators").set({ active: false }).execute();
    const link = secretOf((await createFirstLink(api.deps)).url);
    const accept = (body: object) => browser.call("POST", "/links/accept", { link, password, ...body });
    expect((await accept({ email: "a@example.com" })).body.errors).toEqual([
      expect.objectContaining({ field: "name" }),
    ]);
    expect((await accept({ name: "Root" })).body.errors).toEqual([
      expect.objectContaining({ field: "email" }),
    ]);
    api.clock.now += 24 * 60 * minute;
    expect((await accept({ name: "Root", email: "a@example.com" })).status).toBe(410);
    await api.deps.db.updateTable("operators").set({ active: true }).execute();
  });
});

describe("an account", () => {
  test("has preferences of its own", async () => {
    const { home } = await person();
    const set = (preferences: object) => home.call("PATCH", "/me", { preferences });
    await set({ language: "ru", timeZone: "Asia/Tashkent" });
    expect((await set({ theme: "dark" })).body.preferences).toEqual({
      language: "ru",
      timeZone: "Asia/Tashkent",
      theme: "dark",
    });
    expect((await set({ timeZone: "Mars/Olympus" })).status).toBe(422);
  });

  test("has several tokens with names, each revoked on its own", async () => {
    const { id, home } = await person();
    const made = await home.call("POST", "/me/tokens", { name: "laptop" });
    api.clock.now += minute;
    const other = await api.call("admin", "POST", `/operators/${id}/tokens`, { name: "ci" });
    const works = async (token: string) =>
      (await api.call("nobody", "GET", "/me", undefined, { authorization: `Bearer ${token}` })).status;
    expect([await works(made.body.token), await works(other.body.token)]).toEqual([200, 200]);
    const { data } = (await home.call("GET", "/me/tokens")).body;
    expect(data.map(({ name }: { name: string }) => name)).toEqual(["ci", "laptop"]);
    expect((await home.call("POST", `/me/tokens/${made.body.id}/revoke`)).body.status).toBe("revoked");
    expect([await works(made.body.token), await works(other.body.token)]).toEqual([401, 200]);
    expect((await home.call("POST", `/me/tokens/${made.body.id}/revoke`)).status).toBe(409);
    const audited = await api.call("admin", "GET", "/audit?action=operator_token.create");
    expect(audited.body.data).toHaveLength(2);
  });

  test("each e-mail address belongs to one person", async () => {
    const { email } = await person();
    const body = { name: "Twin", role: "viewer", email };
    expect((await api.call("admin", "POST", "/operators", body)).body.errors).toEqual([
      { field: "email", problem: "belongs to another operator" },
    ]);
  });
});

test("signing in, failing, and every change of factors is audited, without secrets", async () => {
  const { id, email, home } = await person();
  await withTotp(home);
  await signIn(browser, email, "wrong-wrong-wrong");
  api.clock.now += minute;
  const { body } = await api.call("admin", "GET", "/audit?limit=30");
  const text = JSON.stringify(body);
  for (const action of ["operator.invite", "operator.set_password", "session.open", "operator.set_totp"])
    expect(text).toContain(action);
  const refusal = { action: "session.refuse", target: id, actor: { kind: "anonymous", id: "unknown" } };
  expect(body.data).toContainEqual(expect.objectContaining(refusal));
  expect(text).not.toMatch(/css_|csl_|cst_|@example\.com/);
});
