import { beforeAll, expect, test } from "vitest";
import { startTestService, type TestProject, type TestService } from "./testing/service.ts";

let service: TestService;
let shop: TestProject;
beforeAll(async () => {
  service = await startTestService();
  shop = await service.project("test");
});

const photo = "A".repeat(300_000);

async function send(payload: string | Buffer) {
  const response = await service.app.inject({
    method: "POST",
    url: "/check/get_person_direct",
    headers: { "content-type": "application/json" },
    payload,
  });
  return { http: response.statusCode, ...response.json() };
}

test("a large body is understood with its keys in any order", async () => {
  const { projectId, secret } = shop.credentials;
  const rest = { attemptId: "A".repeat(21), pinfl: "12345678901234", birthDate: "2000-01-01" };
  for (const body of [
    { projectId, secret, ...rest, photo },
    { photo, ...rest, secret, projectId },
    { ...rest, secret, photo, projectId },
  ]) {
    expect(await send(JSON.stringify(body))).toMatchObject({ http: 400, statusCode: 10302 });
  }
});

test("credentials are judged before the body is parsed, and answered as those of a small one", async () => {
  const { projectId, secret } = shop.credentials;
  expect(await send(JSON.stringify({ photo, projectId, secret: "wrong", lang: "en" }))).toMatchObject({
    http: 400,
    statusCode: 10202,
    message: "The project was not found",
  });
  expect(await send(JSON.stringify({ photo, projectId }))).toMatchObject({
    statusCode: 20201,
    data: { field: "secret" },
  });
  // Invalid JSON after wrong credentials, and before right ones: only the second caller learns of it.
  expect(await send(`{"projectId": "x", "secret": "y", ${photo}`)).toMatchObject({ statusCode: 10202 });
  const credentials = JSON.stringify(shop.credentials).slice(1, -1);
  expect(await send(`{${credentials}, "photo": ${photo}}`)).toMatchObject({
    statusCode: 20202,
    data: { field: "body" },
  });
  expect(await send(`{${credentials}, "photo": "${photo}", "secret": "${secret}"}`)).toMatchObject({
    statusCode: 20202,
    data: { problem: "has secret twice" },
  });
});

test("nine megabytes of structure are given up, not built", async () => {
  const lists = "[],".repeat(2_900_000);
  for (const body of [
    `{"a": [${lists}`,
    `{"a": [${lists} 0], "projectId": "x", "secret": "y"}`,
    `[${lists}0]`,
  ]) {
    expect(await send(body)).toMatchObject({ http: 400, statusCode: 20202, data: { field: "body" } });
  }
});

test("invalid UTF-8 is refused", async () => {
  const text = JSON.stringify({ ...shop.credentials, attemptId: "x", photo: "y" });
  expect(
    await send(Buffer.concat([Buffer.from(text.slice(0, -2)), Buffer.from([0xff]), Buffer.from('"}')])),
  ).toMatchObject({ http: 400, statusCode: 20202 });
});

test("the calls' keys may not be poisoned", async () => {
  const credentials = JSON.stringify(shop.credentials).slice(1, -1);
  for (const key of ["__proto__", "constructor"]) {
    expect(await send(`{${credentials}, "${key}": {"prototype": {"isAdmin": true}}}`)).toMatchObject({
      http: 400,
      statusCode: 20202,
    });
  }
});
