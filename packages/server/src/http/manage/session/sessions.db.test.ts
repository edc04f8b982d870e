import { beforeEach, describe, expect, test } from "vitest";
import { type TestBrowser, testBrowser } from "../../testing/console.ts";
import { passwordForTest as password, startSignInApi } from "../../testing/sign-in.ts";

const minute = 60_000;
const { api, person, signIn } = await startSignInApi();
let browser: TestBrowser;
beforeEach(() => {
  browser = testBrowser(api);
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
