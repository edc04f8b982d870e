import { beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../testing/api.ts";

let api: TestApi;
let path: string;
beforeAll(async () => {
  api = await startTestApi();
  path = `/projects/${api.own.project.id}`;
});

const change = (settings: object) => api.call("operator", "PATCH", path, settings);

test("a project keeps payloads for 30 days and the log for 90 by default", async () => {
  expect((await api.call("project", "GET", path)).body).toMatchObject({ payloadDays: 30, logDays: 90 });
  expect((await change({ payloadDays: 7 })).body).toMatchObject({ payloadDays: 7, logDays: 90 });
  expect((await change({ payloadDays: 365, logDays: 365 })).body).toMatchObject({
    payloadDays: 365,
    logDays: 365,
  });
  const { body } = await api.call("operator", "GET", "/audit");
  expect(body.data).toContainEqual(
    expect.objectContaining({
      action: "project.settings",
      target: api.own.project.id,
      details: { payloadDays: 365, logDays: 365 },
    }),
  );
  await change({ payloadDays: 30, logDays: 90 });
});

test.each([
  [{ payloadDays: 91 }, "payloadDays"],
  [{ logDays: 29 }, "logDays"],
  [{ payloadDays: 6 }, "payloadDays"],
  [{ logDays: 3651 }, "logDays"],
  [{ payloadDays: 30.5 }, "payloadDays"],
  [{ payloadDays: null }, "payloadDays"],
  [{ logDays: "90" }, "logDays"],
])("%j is refused by its field", async (settings, field) => {
  const answer = await change(settings);
  expect([answer.status, answer.body.errors[0].field]).toEqual([422, field]);
  expect((await api.call("project", "GET", path)).body).toMatchObject({ payloadDays: 30, logDays: 90 });
});
