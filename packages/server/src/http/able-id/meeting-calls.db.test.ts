import { beforeAll, expect, test } from "vitest";
import { pinflOf, samplePerson, variant } from "./testing/people.ts";
import { startTestService, type TestProject, type TestService } from "./testing/service.ts";

const birthDate = "01.01.2000";
const many = Array.from({ length: 24 }, (_, i) => i + 1);

let service: TestService;
let shop: TestProject;

beforeAll(async () => {
  service = await startTestService();
  shop = await service.project("test");
  await service.people(many.map((serial) => variant(serial)));
});

const start = (transactionId: string, pinfl: string, hooks: string[] = []) =>
  service.post("/start/second", { ...shop.credentials, transactionId, pinfl, birthDate, hooks });

test("starts with one transactionId at once open one session", async () => {
  const answers = await Promise.all(many.map(() => start("once", samplePerson.person.pinfl)));
  expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, ...many.slice(1).map(() => 20202)]);
});

test("starts with the same new people and addresses at once all succeed", async () => {
  const urls = ["a", "b", "c", "d"].map((name) => `https://shop.example/meeting/${name}`);
  const answers = await Promise.all(
    many.map((i) => start(`meet-${i}`, pinflOf((i % 3) + 1), i % 2 === 0 ? urls : urls.toReversed())),
  );
  expect(answers.map((answer) => answer.http)).toEqual(many.map(() => 201));
});

test("data asked for while the session ends is sent once, whichever comes first", async () => {
  const sessions = await Promise.all(many.map((i) => start(`race-${i}`, pinflOf(i))));
  const answers = await Promise.all(
    sessions.map(async ({ data: { attemptId } }, i) => {
      const asked = { ...shop.credentials, attemptId, pinfl: pinflOf(i + 1), birthDate };
      const ask = () => service.post("/get_passport", asked);
      const end = () => service.simulate(attemptId);
      const [first, second] = i % 2 === 0 ? [ask, end] : [end, ask];
      const [one, two] = await Promise.all([first(), second()]);
      return one ?? two;
    }),
  );
  expect(answers.map((answer) => answer?.data.isSuccess)).toEqual(many.map(() => true));
  for (const { data } of sessions) {
    const sent = (await service.bodies(data.attemptId)).map((each) => each.type);
    expect(sent).toEqual(["check.passport"]);
  }
});

test("direct submissions at once are taken once", async () => {
  const { photo } = samplePerson;
  const { data } = await service.post("/start_direct", { ...shop.credentials, transactionId: "direct" });
  const body = { ...shop.credentials, attemptId: data.attemptId, pinfl: pinflOf(1), birthDate, photo };
  const answers = await Promise.all(many.map(() => service.post("/get_person_direct", body)));
  expect(answers.map((answer) => answer.data)).toEqual(many.map(() => ({ isSuccess: true })));
  expect(await service.bodies(data.attemptId)).toHaveLength(1);
});
