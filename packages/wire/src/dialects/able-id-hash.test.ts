import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { photoCrc, sessionHash } from "./able-id-hash.ts";

test("the inner digest is concatenated as upper-case text", () => {
  const upper = (text: string) => createHash("sha1").update(text).digest("hex").toUpperCase();
  const [projectId, secret, attemptId] = ["yDkeHoHWXVqQ9M_URZUtb", "not-a-secret", "3HQVkBm_zCZqKFbTWVrhf"];
  expect(sessionHash(projectId, secret, attemptId)).toBe(
    upper(`${upper(`${projectId}${secret}`)}${attemptId}`),
  );
  expect(sessionHash("a", "b", "c")).toBe("740B58035454C6918B128AD13B64855ABEC48DE8");
});

test("crc is the SHA-1 of the photo's bytes", () => {
  expect(photoCrc(Buffer.from("abc"))).toBe("A9993E364706816ABA3E25717850C26C9CD0D89D");
});
