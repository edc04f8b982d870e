import { beforeEach, describe, expect, test } from "vitest";
import { createFirstLink } from "../../../sign-in/index.ts";
import { secretOf, type TestBrowser, testBrowser } from "../../testing/console.ts";
import { passwordForTest as password, startSignInApi } from "../../testing/sign-in.ts";

const minute = 60_000;
const { api, person, signIn, withTotp } = await startSignInApi();
let browser: TestBrowser;
beforeEach(() => {
  browser = testBrowser(api);
});

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
