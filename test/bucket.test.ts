import { readFileSync } from "node:fs";
import { type BucketServer, startBucketServer } from "@countersign/server/testing-bucket";
import { afterAll, expect, test } from "vitest";
import { programForTest } from "../scripts/programs.ts";
import { reviewOf, showPassport } from "./support/document-session.ts";
import { greyForTest } from "./support/drawn-documents.ts";
import { operatorToken, serviceForFile, type TestService, until } from "./support/service.ts";

let bucket: BucketServer;
afterAll(() => bucket?.close());
const serviceOfFile = serviceForFile("bucket", async () => {
  bucket = await startBucketServer(programForTest("rclone"));
  return { ...bucket.environment, COUNTERSIGN_BUCKET_AFTER_MINUTES: "0", COUNTERSIGN_BUCKET_KEEP_DAYS: "0" };
});

/** Too large to be left in the database. */
const picture = (seed: number) => greyForTest(320, 320, (x, y) => (x * y * seed + x * 7 + y * 13) % 256);
const pictures = [
  ["document_front", picture(3)],
  ["selfie", picture(5)],
] as const;

/** A picture of a review as an operator's browser gets it. */
async function look(service: TestService, url: string): Promise<{ status: number; bytes: Buffer }> {
  const headers = { authorization: `Bearer ${operatorToken}` };
  const response = await fetch(new URL(url, service.url()), { headers });
  return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) };
}

async function metric(service: TestService, line: string): Promise<number> {
  const text = await (await fetch(`${service.url()}/metrics`)).text();
  return Number(
    text
      .split("\n")
      .find((each) => each.startsWith(line))
      ?.slice(line.length),
  );
}

test("pictures go to the bucket sealed, are seen by an operator while it responds, and vanish with the person", async () => {
  const service = await serviceOfFile();
  const project = await service.manage("/projects", { name: "Bank", mode: "live", language: "en" });
  // The pictures show neither a document nor a face.
  await service.manage(`/projects/${project.id}`, { checksPolicy: { retakes: 0 } }, "PATCH");
  const input = { projectId: project.id, method: "document" };
  const { id, url } = await service.manage("/sessions", input);
  await showPassport(url, pictures);
  const review = await reviewOf(service, { id });
  await until("the pictures are in the bucket", () => bucket.objects().length === 2);
  for (const object of bucket.objects()) {
    expect(object).toMatch(/\/countersign\/[0-9a-f]{32}$/);
    for (const [, bytes] of pictures)
      expect(readFileSync(object).includes(bytes.subarray(0, 64))).toBe(false);
  }

  const urls = pictures.map(([kind]) => `/manage/v1/reviews/${review.id}/pictures/${kind}`);
  const seen = await Promise.all(urls.map((each) => look(service, each)));
  expect(seen.map(({ bytes }, index) => bytes.equals(pictures[index]?.[1] ?? Buffer.alloc(0)))).toEqual([
    true,
    true,
  ]);

  // A process that has read none of them.
  await service.restart();
  await bucket.kill();
  const away = await look(service, urls[0] ?? "");
  expect(away.status).toBe(503);
  expect(JSON.parse(away.bytes.toString())).toMatchObject({
    code: "not_ready",
    detail: expect.stringMatching(/^The storage of pictures and documents does not respond/),
  });
  expect((await fetch(`${service.url()}/readyz`)).status).toBe(200);
  await until("the metric says so", async () => (await metric(service, "countersign_bucket_up ")) === 0);
  // A session goes on meanwhile: what it stores does not wait for the bucket.
  const other = await service.manage("/sessions", input);
  expect((await showPassport(other.url, pictures)).state).toBe("processing");

  await bucket.start();
  await until("the picture is seen again", async () => (await look(service, urls[0] ?? "")).status === 200);
  const names = bucket.objects();
  await service.manage(`/sessions/${id}/redact`, {});
  expect((await look(service, urls[0] ?? "")).status).toBe(404);
  await until(
    "the person's objects are removed",
    () => !bucket.objects().some((each) => names.includes(each)),
  );
});
