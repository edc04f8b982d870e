import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { identify } from "../examples/demo/client.ts";
import {
  importDemoPeople,
  ordinaryPeople,
  projectFor,
  receiverForTest,
  serviceForTest,
  until,
} from "./support/service.ts";

test("neither Postgres's files nor the logs contain a person's name, PINFL, document or picture in clear text", async () => {
  const service = await serviceForTest("sealed-at-rest");
  const receiver = await receiverForTest();
  await importDemoPeople(service);
  const project = await projectFor(service, receiver);
  const [resident] = ordinaryPeople();
  const { pinfl, birthDate, surname, name, document } = resident.person;
  const picture = Buffer.from(resident.photo, "base64");
  const auth = { projectId: project.id, secret: project.secret };

  const { data } = await service.check("/check/start/second", {
    ...auth,
    pinfl,
    birthDate,
    transactionId: "sealed-1",
    hooks: [`${receiver.url}/outcome`],
  });
  await service.check("/check/get_person", { ...auth, pinfl, birthDate, attemptId: data.attemptId });
  await service.check("/check/get_photo", { ...auth, attemptId: data.attemptId });
  await identify(data.fullUrl, picture, "success");
  await until("both data hooks and the outcome", () => receiver.received.length === 3);
  // The values did pass through the service: otherwise finding none of them would prove nothing.
  const sent = receiver.received.map((one) => one.text).join("");
  for (const value of [pinfl, surname, name, document, resident.photo]) expect(sent).toContain(value);

  await service.running().stop();
  const values = [pinfl, document, surname, resident.photo.slice(100, 164)].map((value) =>
    Buffer.from(value),
  );
  values.push(picture.subarray(100, 148));
  const files = filesBelow(service.dataDir);
  expect(files.length).toBeGreaterThan(100);
  const holding = [...files, service.logFile].filter((file) => {
    const bytes = readFileSync(file);
    return values.some((value) => bytes.includes(value));
  });
  expect(holding).toEqual([]);
});

function filesBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .map((name) => path.join(directory, name))
    .filter((file) => statSync(file).isFile());
}
