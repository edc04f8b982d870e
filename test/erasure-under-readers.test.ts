import { expect, test } from "vitest";
import { caller } from "../examples/demo/client.ts";
import { operatorToken, receiverForTest, serviceForFile, type TestService } from "./support/service.ts";

const people = 40;
const readers = 8;
const serviceOfFile = serviceForFile("erasure-under-readers");

interface Person {
  userId: string;
  sessionId: string;
}

async function projectWithPeople(service: TestService) {
  const project = await service.manage("/projects", { name: "Fintech", mode: "test", language: "en" });
  const authorization = `Bearer ${project.apiKey}`;
  // A webhook subscribes to the sessions that an erasure ends, so that bodies are made for it.
  const receiver = await receiverForTest();
  const operator = { authorization: `Bearer ${operatorToken}`, "x-project-id": project.id };
  await caller(service.url(), operator)("/settings/hooks", { url: `${receiver.url}/treezor` });
  const api = caller(service.url(), { authorization });
  const made: Person[] = [];
  for (let place = 0; place < people; place++) {
    const { users } = await api("/v1/users", { email: `p${place}@example.com`, firstname: "Alex" });
    const userId = String(users[0].userId);
    const { identification } = await api(`/v1/users/${userId}/kycliveness`, {});
    const [sessionId = ""] = /[^/]+(?=#)/.exec(identification.identificationUrl) ?? [];
    made.push({ userId, sessionId });
  }
  return { headers: { authorization }, made };
}

/** The number of responses by call and status while `work` ran. */
async function callsDuring(
  calls: readonly ((person: Person) => { path: string; method?: string; body?: object })[],
  target: { service: TestService; headers: Record<string, string>; person: () => Person },
  work: () => Promise<void>,
): Promise<Map<string, number>> {
  const seen = new Map<string, number>();
  let over = false;
  const read = async (from: number) => {
    for (let turn = from; !over; turn++) {
      const { path, method = "GET", body } = calls[turn % calls.length]?.(target.person()) ?? { path: "/" };
      const response = await fetch(target.service.url() + path, {
        method,
        headers: { ...target.headers, ...(body && { "content-type": "application/json" }) },
        ...(body && { body: JSON.stringify(body) }),
      });
      await response.arrayBuffer();
      const name = `${method} ${response.status}`;
      seen.set(name, (seen.get(name) ?? 0) + 1);
    }
  };
  const running = Array.from({ length: readers }, (_, place) => read(place));
  try {
    await work();
  } finally {
    over = true;
    await Promise.all(running);
  }
  return seen;
}

const reads = [
  ({ userId }: Person) => ({ path: `/v1/users/${userId}` }),
  ({ userId }: Person) => ({ path: `/v1/users/${userId}/kycliveness` }),
];
const writes = [
  ...reads,
  ({ userId }: Person) => ({ path: `/v1/users/${userId}`, method: "PUT", body: { lastname: "Oak" } }),
  ({ userId }: Person) => ({ path: `/v1/users/${userId}/Kycreview`, method: "PUT", body: {} }),
  ({ userId }: Person) => ({ path: `/v1/users/${userId}/kycliveness`, method: "POST", body: {} }),
];

test.for([
  ["sessions", "read", reads],
  ["users", "read", reads],
  ["sessions", "changed", writes],
  ["users", "changed", writes],
] as const)("%s are erased while the person is being %s", async ([target, , calls]) => {
  const service = await serviceOfFile();
  const { headers, made } = await projectWithPeople(service);
  let current = made[0] as Person;
  const erasures: number[] = [];
  const seen = await callsDuring(calls, { service, headers, person: () => current }, async () => {
    for (const person of made) {
      current = person;
      const id = target === "sessions" ? person.sessionId : person.userId;
      const response = await fetch(`${service.url()}/manage/v1/${target}/${id}/redact`, {
        method: "POST",
        headers: { authorization: `Bearer ${operatorToken}` },
      });
      await response.arrayBuffer();
      erasures.push(response.status);
    }
  });
  expect(erasures).toEqual(made.map(() => 200));
  // Either the person's data, or that there is nobody.
  expect([...seen.keys()].filter((name) => !/ (200|201|404|409)$/.test(name))).toEqual([]);
  expect(seen.get("GET 200")).toBeGreaterThan(0);
});
