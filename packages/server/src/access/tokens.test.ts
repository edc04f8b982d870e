import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { createTokenHashes, tokenHash } from "./tokens.ts";

test("a token that comes again is hashed by its key once, and as it is stored", () => {
  let made = 0;
  const keyring = {
    secretMac(value: string) {
      made++;
      return createHmac("sha256", "key").update(value).digest();
    },
  };
  const hashOf = createTokenHashes({ keyring });
  const hashes = ["a", "b", "a", "a"].map(hashOf);
  expect(made).toBe(2);
  expect(hashes).toEqual(["a", "b", "a", "a"].map((token) => tokenHash({ keyring }, token)));
});
