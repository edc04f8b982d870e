import { expect, test } from "vitest";
import type { Answer } from "../examples/demo/client.ts";
import {
  importDemoPeople,
  ordinaryPeople,
  projectFor,
  receiverForTest,
  serviceForTest,
  type TestService,
  until,
} from "./support/service.ts";

const identifications = 200;
const atOnce = 6;
/** Identifications started between two kills. */
const killEvery = 25;
const hookOf = { get_passport: "/person", registration: "/registration", get_photo: "/photo" } as const;
type DataCall = keyof typeof hookOf;

test(`${identifications} identifications while the service is killed every few seconds: every accepted data request's hook arrives, none for a failed session`, {
  timeout: 900_000,
}, async () => {
  const service = await serviceForTest("kill-nine");
  const receiver = await receiverForTest();
  await importDemoPeople(service);
  const project = await projectFor(service, receiver);
  const auth = { projectId: project.id, secret: project.secret };
  const people = ordinaryPeople();
  const accepted = new Set<string>();
  const failed = new Set<string>();

  let next = 0;
  const worker = async () => {
    while (next < identifications) {
      const number = next++;
      const person = people[number % people.length];
      const succeeds = number % 4 !== 3;
      const { attemptId, fullUrl } = await startSession(service, auth, person, number);
      if (!succeeds) failed.add(attemptId);
      const early = number % 2 === 0;
      if (early) await callAll(service, auth, person, attemptId, succeeds ? accepted : null);
      await finish(fullUrl, Buffer.from(person.photo, "base64"), succeeds ? "success" : "failure");
      if (succeeds && !early) await callAll(service, auth, person, attemptId, accepted);
    }
  };

  let kills = 0;
  let done = false;
  const killer = async () => {
    while (!done) {
      // By progress, so that a fast machine gets as many kills as a slow one.
      const begun = (kills + 1) * killEvery;
      await until("the next kill", () => done || next >= begun, 120_000);
      if (done) return;
      kills++;
      await service.crash();
    }
  };
  const killing = killer();
  try {
    await Promise.all(Array.from({ length: atOnce }, worker));
  } finally {
    done = true;
    await killing;
  }

  const arrived = () => new Set(receiver.received.map((one) => `${one.body.data.attemptId} ${one.path}`));
  await until(
    "every accepted hook",
    () => {
      const have = arrived();
      return [...accepted].every((one) => have.has(one));
    },
    120_000,
  );
  expect(kills).toBeGreaterThan(3);
  expect(accepted.size).toBe((identifications * 3 * Object.keys(hookOf).length) / 4);
  const wrong = receiver.received.filter((one) => failed.has(one.body.data.attemptId));
  expect(wrong).toEqual([]);
  expect(receiver.received.every((one) => one.signed && one.hashed)).toBe(true);
});

interface Auth {
  projectId: string;
  secret: string;
}

/**
 * A client whose call broke off can't know whether it was accepted: it starts again with another
 * transaction.
 */
async function startSession(
  service: TestService,
  auth: Auth,
  person: Answer,
  number: number,
): Promise<Answer> {
  const { pinfl, birthDate } = person.person;
  let tries = 0;
  const answer = await insist(() =>
    service.check("/check/start/second", {
      ...auth,
      pinfl,
      birthDate,
      transactionId: `kill-${number}-${++tries}`,
      hooks: [],
    }),
  );
  return answer.data;
}

async function callAll(
  service: TestService,
  auth: Auth,
  person: Answer,
  attemptId: string,
  accepted: Set<string> | null,
): Promise<void> {
  const { pinfl, birthDate } = person.person;
  for (const call of Object.keys(hookOf) as DataCall[]) {
    const answer = await insist(() =>
      service.check(`/check/${call}`, {
        ...auth,
        attemptId,
        ...(call === "get_photo" ? {} : { pinfl }),
        ...(call === "get_passport" ? { birthDate } : {}),
      }),
    );
    expect(answer.data.isSuccess).toBe(true);
    accepted?.add(`${attemptId} ${hookOf[call]}`);
  }
}

/**
 * Sends consent and picture until each is accepted; a session that has ended had accepted them
 * before the kill.
 */
async function finish(fullUrl: string, picture: Buffer<ArrayBuffer>, outcome: string): Promise<void> {
  const page = new URL(fullUrl);
  const token = { "x-page-token": page.hash.slice(1) };
  const post = (path: string, headers: Record<string, string>, body: BodyInit) =>
    insist(async () => {
      const response = await fetch(`${page.origin}${page.pathname}/${path}`, {
        method: "POST",
        headers,
        body,
      });
      if (!response.ok && response.status !== 409) throw new Error(`${path}: ${response.status}`);
    });
  await post("consent", { ...token, "content-type": "application/json" }, "{}");
  await post("capture", { ...token, "content-type": "image/png", "x-test-outcome": outcome }, picture);
}

/** Repeats a call while the service is down or starting (no connection, or a 5xx). */
async function insist<T>(call: () => Promise<T>): Promise<T> {
  let answer: { value: T } | null = null;
  await until(
    "a response of the service",
    async () => {
      try {
        answer = { value: await call() };
      } catch (error) {
        const refused = error instanceof Error && /: 4\d\d /.test(error.message);
        if (refused) throw error;
      }
      return answer !== null;
    },
    60_000,
  );
  return (answer as unknown as { value: T }).value;
}
