import { expect, test } from "vitest";
import { testBrowser } from "../../testing/console.ts";
import { startSignInApi } from "../../testing/sign-in.ts";

const minute = 60_000;
const { api, person, signIn } = await startSignInApi();
const program = testBrowser(api, "198.51.100.7");

async function asked() {
  const { status, body } = await program.call("POST", "/devices", { name: "Countersign CLI on laptop" });
  expect(status).toBe(200);
  return body as { deviceCode: string; userCode: string; verificationUrl: string; intervalSeconds: number };
}

const collect = async (deviceCode: string) =>
  (await program.call("POST", "/devices/token", { deviceCode })).body;

test("a program gets a token of whoever approves its code, once", async () => {
  const { id, home } = await person("developer");
  const { deviceCode, userCode, verificationUrl } = await asked();
  expect(userCode).toMatch(/^[B-DF-HJ-NP-TV-XZ]{4}-[B-DF-HJ-NP-TV-XZ]{4}$/);
  expect(verificationUrl).toBe("https://verify.example/console/device");
  expect(await collect(deviceCode)).toEqual({ status: "pending", token: null, expiresAt: null });

  const read = await home.call("POST", "/devices/read", {
    userCode: userCode.toLowerCase().replace("-", " "),
  });
  expect(read.body).toEqual({
    name: "Countersign CLI on laptop",
    address: "198.51.100.7",
    askedAt: new Date(api.clock.now).toISOString(),
  });
  expect((await home.call("POST", "/devices/approve", { userCode })).status).toBe(204);
  expect((await home.call("POST", "/devices/approve", { userCode })).status).toBe(404);
  const { status, token } = await collect(deviceCode);
  expect(status).toBe("approved");
  expect(await collect(deviceCode)).toMatchObject({ status: "over", token: null });

  const authorization = `Bearer ${token}`;
  const me = await api.call("nobody", "GET", "/me", undefined, { authorization });
  expect(me.body).toMatchObject({ id });
  const { data } = (await home.call("GET", "/me/tokens")).body;
  expect(data[0]).toMatchObject({ name: "Countersign CLI on laptop", status: "active" });
  const audited = (await api.call("admin", "GET", `/audit?limit=20`)).body.data;
  const actions = audited.map(({ action, actor }: { action: string; actor: { id: string } }) => [
    action,
    actor.id,
  ]);
  expect(actions).toContainEqual(["operator.approve_device", id]);
  expect(actions).toContainEqual(["operator_token.create", id]);
  expect(api.log.join("")).not.toMatch(new RegExp(`${userCode}|${deviceCode}|${token}`));
});

test("two who collect at the same time get one token", async () => {
  const { home } = await person("developer");
  const { deviceCode, userCode } = await asked();
  await home.call("POST", "/devices/approve", { userCode });
  const answers = await Promise.all([collect(deviceCode), collect(deviceCode), collect(deviceCode)]);
  expect(answers.map(({ status }) => status).sort()).toEqual(["approved", "over", "over"]);
});

test("a refused code, one of ten minutes ago and an unknown one lead to nothing", async () => {
  const { home } = await person("developer");
  const refused = await asked();
  expect((await home.call("POST", "/devices/refuse", { userCode: refused.userCode })).status).toBe(204);
  expect((await collect(refused.deviceCode)).status).toBe("over");
  const late = await asked();
  api.clock.now += 10 * minute;
  expect((await home.call("POST", "/devices/approve", { userCode: late.userCode })).status).toBe(404);
  expect((await collect(late.deviceCode)).status).toBe("over");
  expect((await home.call("POST", "/devices/read", { userCode: "BBBB-BBBB" })).status).toBe(404);
});

test("nobody approves with a token, long after their sign-in, or whose access was ended since", async () => {
  const { id, email, home } = await person("developer");
  const { deviceCode, userCode } = await asked();
  const byToken = await api.call("developer", "POST", "/devices/approve", { userCode });
  expect(byToken.status).toBe(403);
  api.clock.now += 6 * minute;
  const other = await asked();
  api.clock.now += 9 * minute;
  expect((await home.call("POST", "/devices/approve", { userCode: other.userCode })).body.code).toBe(
    "confirmation_required",
  );
  await signIn(home, email);
  expect((await home.call("POST", "/devices/approve", { userCode: other.userCode })).status).toBe(204);
  await api.call("admin", "PATCH", `/operators/${id}`, { active: false });
  expect((await collect(other.deviceCode)).status).toBe("over");
  expect((await collect(deviceCode)).status).toBe("over");
});
