import { beforeEach, describe, expect, test } from "vitest";
import { type TestBrowser, testBrowser } from "../../testing/console.ts";
import { passwordForTest as password, startSignInApi } from "../../testing/sign-in.ts";

const minute = 60_000;
const { api, codeOf, person, signIn, withTotp } = await startSignInApi();
let browser: TestBrowser;
beforeEach(() => {
  browser = testBrowser(api);
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

test("a passkey is asked for of anybody who is at the sign-in page, each time with another challenge", async () => {
  const ask = async () => (await browser.call("POST", "/session/passkey/options", {})).body.options;
  const [first, second] = [await ask(), await ask()];
  expect(first).toMatchObject({ rpId: "verify.example", userVerification: "required" });
  expect(first.challenge).toMatch(/^[\w-]{43}$/);
  expect(second.challenge).not.toBe(first.challenge);
});

describe("an account", () => {
  test("has preferences of its own", async () => {
    const { id, home } = await person();
    const set = (preferences: object) => home.call("PATCH", "/me", { preferences });
    await set({ language: "ru" });
    // As an earlier version stored it.
    await api.deps.db
      .updateTable("operators")
      .set({ preferences: { language: "ru", timeZone: "Asia/Tashkent" } })
      .where("id", "=", id)
      .execute();
    expect((await set({ theme: "dark" })).body.preferences).toEqual({ language: "ru", theme: "dark" });
    expect((await set({ density: "comfortable", keys: false })).body.preferences).toMatchObject({
      density: "comfortable",
      keys: false,
    });
    expect((await set({ theme: "purple" })).status).toBe(422);
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
