import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { agreementVersion } from "./agreement-version.ts";
import { signingTexts } from "./languages.ts";

/** SHA-256 of the sentences of each version, so that a version always means the same words. */
const published: Readonly<Record<string, string>> = {
  "2026-11": "1ce64c55be3047e27b61f5900ec47c12da792f0c2b66d470e1b5cbc68c9bf8bc",
};

test("a change of the sentence that is agreed to has a version of its own", async () => {
  const languages = await Promise.all(Object.values(signingTexts).map((load) => load()));
  const said = languages.map(({ agree, codeHint }) => [agree, codeHint]);
  const hash = createHash("sha256").update(JSON.stringify(said)).digest("hex");
  expect(published[agreementVersion]).toBe(hash);
});
