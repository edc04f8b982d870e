import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { withoutProfile, withProfile } from "./profile.ts";
import { configFile, isOpenToOthers, readProfiles, writeProfiles } from "./store.ts";

const folder = path.join(mkdtempSync(path.join(tmpdir(), "countersign-cli-")), "countersign");
afterAll(() => rmSync(path.dirname(folder), { recursive: true }));

const profile = { url: "https://id.example.com", token: "cso_secret", projectId: null };

test("profiles are kept in a file that nobody else can read, also after others opened it", () => {
  expect(readProfiles(folder)).toEqual({ current: null, profiles: {} });
  const stored = withProfile(withProfile(readProfiles(folder), "test", profile), "live", profile);
  writeProfiles(folder, stored);
  expect(readProfiles(folder)).toEqual({ current: "live", profiles: { test: profile, live: profile } });
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  writeFileSync(configFile(folder), JSON.stringify(stored), { mode: 0o644 });
  expect(isOpenToOthers(folder)).toBe(false);
  writeProfiles(folder, withoutProfile(stored, "live"));
  expect(statSync(configFile(folder)).mode & 0o777).toBe(0o600);
  expect(readProfiles(folder)).toEqual({ current: "test", profiles: { test: profile } });
});

test("a file of another kind is refused, not overwritten", () => {
  writeFileSync(configFile(folder), "{}");
  expect(() => readProfiles(folder)).toThrow("is not a configuration of this program");
});
