import { beforeAll, expect, test } from "vitest";
import { type Answer, identify } from "../examples/demo/client.ts";
import type { Receiver } from "../examples/demo/receiver.ts";
import {
  importDemoPeople,
  ordinaryPeople,
  projectFor,
  receiverForTest,
  serviceForFile,
  type TestService,
  until,
  untilDelivered,
} from "./support/service.ts";

const kinds = ["passport", "person", "registration", "photo"] as const;
const [resident] = ordinaryPeople();
const picture = Buffer.from(resident.photo, "base64");

interface Stage {
  service: TestService;
  receiver: Receiver;
  project: Answer;
  auth: { projectId: string; secret: string };
}

const serviceOfFile = serviceForFile("only-after-success");

async function stage(): Promise<Stage> {
  const service = await serviceOfFile();
  const receiver = await receiverForTest();
  await importDemoPeople(service);
  const project = await projectFor(service, receiver);
  return { service, receiver, project, auth: { projectId: project.id, secret: project.secret } };
}

let transactions = 0;

async function start({ service, receiver, auth }: Stage): Promise<Answer> {
  const { data } = await service.check("/check/start/second", {
    ...auth,
    pinfl: resident.person.pinfl,
    birthDate: resident.person.birthDate,
    transactionId: `transaction-${++transactions}`,
    hooks: [`${receiver.url}/outcome`],
  });
  return data;
}

function ask({ service, auth }: Stage, kind: (typeof kinds)[number], attemptId: string): Promise<Answer> {
  const { pinfl, birthDate } = resident.person;
  switch (kind) {
    case "passport":
    case "person":
      return service.check(`/check/get_${kind}`, { ...auth, attemptId, pinfl, birthDate });
    case "registration":
      return service.check("/check/registration", { ...auth, attemptId, pinfl });
    case "photo":
      return service.check("/check/get_photo", { ...auth, attemptId });
  }
}

beforeAll(() => {
  expect(resident, "the demo people hold an ordinary resident").toBeDefined();
});

test("data requested while the session is open is sent once it succeeds, and a second request resends the same hook", async () => {
  const at = await stage();
  const session = await start(at);
  for (const kind of kinds) expect((await ask(at, kind, session.attemptId)).data.deferred).toBe(true);
  await identify(session.fullUrl, picture, "success");
  await until("four data hooks and the outcome", () => at.receiver.received.length === 5);
  expect(at.receiver.received.every((one) => one.signed && one.hashed)).toBe(true);

  // A delivery in flight is not sent again.
  await untilDelivered(at.service, 5, `&projectId=${at.project.id}`);
  const first = at.receiver.received.find((one) => one.path === "/photo");
  expect((await ask(at, "photo", session.attemptId)).data).toEqual({ isSuccess: true });
  await until("the photo once more", () => at.receiver.received.length === 6);
  const again = at.receiver.received.at(-1);
  expect(again?.id).toBe(first?.id);
  expect(again?.text).toBe(first?.text);
  expect(again?.headers["countersign-resend"]).toBe("true");
});

test("a session that fails or is aborted sends its outcome, but no data", async () => {
  const at = await stage();
  const failed = await start(at);
  const aborted = await start(at);
  for (const kind of kinds) {
    await ask(at, kind, failed.attemptId);
    await ask(at, kind, aborted.attemptId);
  }
  await identify(failed.fullUrl, picture, "failure");
  const page = new URL(aborted.fullUrl);
  await fetch(`${page.origin}${page.pathname}/abort`, {
    method: "POST",
    headers: { "x-page-token": page.hash.slice(1), "content-type": "application/json" },
    body: "{}",
  });
  await until("both outcomes", () => at.receiver.received.length === 2);
  await expect(ask(at, "person", failed.attemptId)).rejects.toThrow("400 10301");
  await expect(ask(at, "person", aborted.attemptId)).rejects.toThrow("400 10301");

  // A later session's hooks arrive after anything that the ended ones might have sent.
  const good = await start(at);
  await identify(good.fullUrl, picture, "success");
  await ask(at, "photo", good.attemptId);
  await until("the good session's photo", () => at.receiver.received.some((one) => one.path === "/photo"));
  const ended = at.receiver.received.filter((one) => one.body.data.attemptId !== good.attemptId);
  expect(ended.map((one) => [one.path, one.body.statusCode, one.body.type])).toEqual([
    ["/outcome", 10203, "FACE_NOT_VALID"],
    ["/outcome", 10101, "FACE_SESSION_EXPIRED"],
  ]);
});

test("an address in a request is rejected by name, and a project's key can't change a static address", async () => {
  const at = await stage();
  const session = await start(at);
  const response = await fetch(`${at.service.url()}/check/get_photo`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      ...at.auth,
      attemptId: session.attemptId,
      webhookUrl: "https://evil.example/take",
    }),
  });
  expect(response.status).toBe(400);
  const refusal = await response.json();
  expect(refusal.statusCode).toBe(20202);
  expect(refusal.message).toContain("webhookUrl");

  const change = await fetch(`${at.service.url()}/manage/v1/projects/${at.project.id}/config`, {
    method: "PATCH",
    headers: { "content-type": "application/json", authorization: `Bearer ${at.project.apiKey}` },
    body: JSON.stringify({ PHOTO_WEBHOOK_URL: "https://evil.example/take" }),
  });
  expect(change.status).toBe(403);
  expect((await change.json()).code).toBe("forbidden");
});
