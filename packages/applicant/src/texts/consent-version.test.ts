import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { consentVersion } from "./consent-version.ts";
import { textsByLanguage } from "./languages.ts";

/** SHA-256 of the texts of each version, so that a version always means the same words. */
const published: Readonly<Record<string, string>> = {
  "2026-11-29": "f5315deafa6c71e6160622011f804c360d913bbd7ae3cb5c3c2012259b8e576b",
  "2026-11": "b425f535a1bd53ac82c673d65caf2cfb141d55ad1991977b245f7e411e7f9f9d",
};

test("a change of the consent's texts has a version of its own", async () => {
  const languages = await Promise.all(Object.values(textsByLanguage).map((load) => load()));
  const said = languages.map(({ consent }) => ({
    ...consent,
    lead: consent.lead("P"),
    kept: [consent.kept("P", 1), consent.kept("P", 30)],
    privacy: consent.privacy("P"),
  }));
  const hash = createHash("sha256").update(JSON.stringify(said)).digest("hex");
  expect(published[consentVersion]).toBe(hash);
});
