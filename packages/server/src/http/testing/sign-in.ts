import { TOTP } from "otpauth";
import { expect } from "vitest";
import { startTestApi, type TestApi } from "./api.ts";
import { secretOf, type TestBrowser, testBrowser } from "./console.ts";

export const passwordForTest = "plum-kettle-orbit-7";
const minute = 60_000;

/** For `*.db.test.ts`: the API, and people who sign in to it in browsers of their own. */
export interface SignInApi {
  api: TestApi;
  /** A person who has accepted their invitation, with the browser in which they did. */
  person(role?: string): Promise<{ id: string; email: string; home: TestBrowser }>;
  signIn(at: TestBrowser, email: string, password?: string): ReturnType<TestBrowser["call"]>;
  /** The code that an authenticator app shows now. */
  codeOf(secret: string): string;
  /** Gives a signed-in person an authenticator app. */
  withTotp(home: TestBrowser): Promise<{ secret: string; recoveryCodes: string[] }>;
}

export async function startSignInApi(): Promise<SignInApi> {
  const api = await startTestApi();
  let people = 0;
  const codeOf = (secret: string) => new TOTP({ secret }).generate({ timestamp: api.clock.now });
  return {
    api,
    codeOf,
    async person(role = "reviewer") {
      const email = `person${++people}@example.com`;
      const made = await api.call("admin", "POST", "/operators", { name: "Ann Oak", role, email });
      const home = testBrowser(api);
      const link = secretOf(made.body.invitation.url);
      const accepted = await home.call("POST", "/links/accept", { link, password: passwordForTest });
      expect(accepted.status).toBe(200);
      return { id: made.body.id, email, home };
    },
    signIn: (at, email, password = passwordForTest) => at.call("POST", "/session", { email, password }),
    async withTotp(home) {
      const { step, secret } = (await home.call("POST", "/me/totp")).body;
      const confirmed = await home.call("POST", "/me/totp/confirm", { step, code: codeOf(secret) });
      expect(confirmed.status).toBe(200);
      api.clock.now += minute;
      return { secret, recoveryCodes: confirmed.body.recoveryCodes };
    },
  };
}
