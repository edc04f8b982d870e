import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { type KycService, startKycService } from "./testing/service.ts";

/** Both samples of Love&Pay, each with the calls that cause it. */
const samples = {
  "love-and-pay-kyc-completed": {
    decision: "approved",
    identity: {
      firstName: "Иван",
      lastName: "Петров",
      birthDate: "1990-05-15",
      nationality: "RU",
      documentType: "passport",
      documentNumber: "1234 5678",
    },
  },
  "love-and-pay-kyc-failed": { decision: "refused", reasons: ["document_expired"] },
} as const;

const vectors = new URL("../../../../wire/src/dialects/vectors/", import.meta.url);
const sampleOf = (name: string) =>
  JSON.parse(readFileSync(new URL(`${name}.json`, vectors), "utf8")) as {
    body: { data: { session: { metadata: object } } };
  };

let service: KycService;
beforeAll(async () => {
  service = await startKycService();
  const events = ["kyc.completed", "kyc.failed"];
  await service.kyc(
    "POST",
    "/v1/webhooks",
    { url: "https://receiver.example/kyc", events },
    service.operator,
  );
});

/** Members with the types of their values, nested ones included, in order. */
function outline(value: unknown, path = ""): string[] {
  const own = `${path}: ${value === null ? "null" : typeof value}`;
  if (typeof value !== "object" || value === null) return [own];
  return [own, ...Object.entries(value).flatMap(([key, inner]) => outline(inner, `${path}/${key}`))];
}

test.each(Object.entries(samples))("%s is what the calls send", async (name, decision) => {
  const { body: sample } = sampleOf(name);
  const { metadata } = sample.data.session;
  const { body: started } = await service.kyc("POST", "/v2/kyc/sessions", { metadata });
  await service.goThrough(started.verificationUrl);
  service.clock.now += 90_000;
  await service.decide(started.id, decision);

  const sent = JSON.parse(await service.message(started.id));
  expect(outline(sent)).toEqual(outline(sample));
  // Everything but ids and times equals the sample literally.
  const moment = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  const { session } = sample.data;
  const times = Object.fromEntries(
    Object.keys(session)
      .filter((key) => key.endsWith("At"))
      .map((key) => [key, moment]),
  );
  expect(sent).toEqual({
    ...sample,
    id: expect.stringMatching(/^evt_/),
    createdAt: moment,
    data: { session: { ...session, id: started.id, ...times } },
  });
});
