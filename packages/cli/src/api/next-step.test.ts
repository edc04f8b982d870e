import { expect, test } from "vitest";
import { routes } from "../generated/operations.ts";
import { nextStep, type OperationName } from "./next-step.ts";

const operations = Object.keys(routes) as OperationName[];
const elsewhere = "Another project or profile may have it: --project <id>, --profile <name>";

test.each([
  ["getEvent", `List the ids: countersign events list. ${elsewhere}`],
  ["resendDelivery", `List the ids: countersign deliveries list. ${elsewhere}`],
  ["testWebhook", `List the ids: countersign webhooks list. ${elsewhere}`],
  ["simulateSession", `List the ids: countersign sessions list. ${elsewhere}`],
  ["claimReview", `List the ids: countersign reviews list. ${elsewhere}`],
  ["getProject", "List the ids: countersign projects list. Another profile may have it: --profile <name>"],
] as const)("an id that %s does not find is looked for in a list", (operation, says) => {
  expect(nextStep({ status: 404, code: "not_found", fields: [], operation })).toBe(says);
});

test("every operation that takes an id says how to find it, but for that of an import", () => {
  const silent = operations.filter((operation) => {
    const next = nextStep({ status: 404, code: "not_found", fields: [], operation });
    return routes[operation].path.includes("/{id}") && !next?.startsWith("List the ids");
  });
  expect(silent).toEqual(["getImport"]);
});

test("an address without a service of this version is checked by doctor", () => {
  for (const [code, operation] of [
    ["unknown", "getEvent"],
    ["not_found", "askForDevice"],
    ["not_found", null],
  ] as const)
    expect(nextStep({ status: 404, code, fields: [], operation })).toContain("countersign doctor");
});

test.each([
  ["simulateSession", ["reason"], "Correct reason: --fail …"],
  [
    "listDeliveries",
    ["status.0", "status.1", "eventId.0"],
    "Correct status: --status …\n      Correct eventId: --event …",
  ],
  ["listEvents", ["limit"], "Correct limit: --limit …"],
  ["decideReview", ["reason"], "Correct reason: --reason …"],
  ["rotateWebhookSecret", ["overlapSeconds"], "Correct overlapSeconds: --overlap …"],
  [
    "startSession",
    ["expectedIdentity.birthDate"],
    "Correct expectedIdentity.birthDate: --set expectedIdentity.birthDate=…",
  ],
  [
    "recordEvent",
    ["payload.order.items.0.sku"],
    "Correct payload.order.items.0.sku: --set order.items.0.sku=…",
  ],
  ["importWebhooks", ["yaml"], "Correct the file that --file names"],
  ["listWebhooks", ["projectId"], "Choose one of countersign projects list, by --project <id>"],
] as const)("fields that %s refuses are named with their flags: %j", (operation, fields, says) => {
  expect(nextStep({ status: 422, code: "invalid_request", fields, operation })).toBe(says);
});

test("every 404 and 422 has a next step, whatever was called and wrong", () => {
  for (const operation of [...operations, null])
    for (const status of [404, 422])
      for (const fields of [[], [""], ["constructor"], ["toString.0", "payload"]])
        for (const code of ["not_found", "unknown"])
          expect(nextStep({ status, code, fields, operation })).toMatch(/countersign|--\w/);
});
