import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { credentialsFile, parseCredentials } from "./credentials.ts";

test("a file in the form of AWS's own, with or without a profile", () => {
  const plain = "aws_access_key_id = AKIA1\naws_secret_access_key=s/3+=\n";
  expect(parseCredentials(plain, "f")).toEqual({ accessKeyId: "AKIA1", secretAccessKey: "s/3+=" });
  const profiles = `[other]\r\naws_access_key_id = X\r\n[ default ]\r\n${plain}aws_session_token = t\n[last]\naws_access_key_id = Y\n`;
  expect(parseCredentials(profiles, "f")).toEqual({
    accessKeyId: "AKIA1",
    secretAccessKey: "s/3+=",
    sessionToken: "t",
  });
});

test("a file without them is named, without its content", () => {
  expect(() => parseCredentials("aws_access_key_id = AKIA1", "/etc/keys")).toThrow(
    /^\/etc\/keys must have lines "aws_access_key_id = …" and "aws_secret_access_key = …"$/,
  );
});

test("a file that has changed is read again", async () => {
  const directory = mkdtempSync(path.join(tmpdir(), "countersign-credentials-"));
  try {
    const file = path.join(directory, "keys");
    const read = credentialsFile(file);
    await expect(read()).rejects.toThrow("can't be read");
    writeFileSync(file, "aws_access_key_id = a\naws_secret_access_key = b\n");
    expect((await read()).secretAccessKey).toBe("b");
    writeFileSync(file, "aws_access_key_id = a\naws_secret_access_key = c\n");
    utimesSync(file, new Date(), new Date(Date.now() + 5000));
    expect((await read()).secretAccessKey).toBe("c");
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});
