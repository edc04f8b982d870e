import { dialect, readAnswer, readDenial, signer } from "@countersign/wire";
import { expect, test } from "vitest";
import { isBeforeEventType } from "../event.ts";
import { sampleHookCall, sampleSecret, sampleTypes } from "../samples/index.ts";
import { createHookResponder, type HookHandlers, type HookOutcome } from "./hook-responder.ts";
import { allow, change, changeByPatch, deny, type HookVerdict } from "./verdict.ts";

const secrets = [sampleSecret];
const error = { code: "too_many", message: "At most 10 pieces", field: "order.items" };

async function ask(on: HookHandlers, call: Request = sampleHookCall("before_order_add")) {
  const outcomes: HookOutcome[] = [];
  const hook = createHookResponder({ secrets, on, onOutcome: (outcome) => void outcomes.push(outcome) });
  const response = await hook.fetch(call);
  return { status: response.status, body: await response.json(), outcomes };
}

test.each(sampleTypes.filter(isBeforeEventType))("%s reaches its handler, in both formats", async (type) => {
  for (const format of ["rarus", "standard"] as const) {
    const { status, outcomes } = await ask(
      { [type]: () => allow() },
      sampleHookCall(type, { format, dryRun: true }),
    );
    expect(status).toBe(200);
    expect(outcomes).toMatchObject([{ kind: "decided", call: { type, format, dryRun: true, test: false } }]);
  }
});

test.each<[string, HookVerdict<"before_order_add">, object]>([
  ["allows", allow(), { kind: "allow", warnings: [] }],
  ["allows with warnings", allow({ warnings: ["late"] }), { kind: "allow", warnings: ["late"] }],
  [
    "changes members",
    change({ order: { comment: "checked", destination: { city: "Омск" } } }, { warnings: ["moved"] }),
    {
      kind: "allow",
      data: { order: { comment: "checked", destination: { city: "Омск" } } },
      warnings: ["moved"],
    },
  ],
  [
    "changes by a patch",
    changeByPatch([{ op: "replace", path: "/order/items/0/price", value: 1 }]),
    { kind: "allow", patch: [{ op: "replace", path: "/order/items/0/price", value: 1 }] },
  ],
  ["denies", deny(error), { kind: "deny", error }],
])("a handler %s, as the service reads it", async (_name, verdict, read) => {
  const { status, body } = await ask({ before_order_add: async () => verdict });
  expect(status).toBe(200);
  expect(readAnswer(body)).toMatchObject(read);
});

test("a denial may choose its status, which must be a 4xx", async () => {
  const denied = await ask({ before_order_add: () => deny(error, { status: 409 }) });
  expect([denied.status, readDenial(denied.body)]).toEqual([409, error]);
  const wrong = await ask({ before_order_add: () => deny(error, { status: 302 }) });
  expect([wrong.status, wrong.outcomes]).toMatchObject([500, [{ kind: "failed" }]]);
});

test("a handler decides by the payload", async () => {
  const on: HookHandlers = {
    before_order_add: ({ payload }) => {
      const pieces = payload.order.items.reduce((sum, { quantity }) => sum + quantity, 0);
      return pieces > 10 ? deny(error) : allow();
    },
  };
  const many = sampleHookCall("before_order_add", {
    payload: (example) => {
      for (const item of example.order.items) item.quantity = 11;
      return example;
    },
  });
  expect([(await ask(on)).body, (await ask(on, many)).body]).toEqual([
    { allow: true },
    { allow: false, error },
  ]);
});

test("whatever is not a decision is a response that counts as a failure of the hook", async () => {
  const throwing = await ask({
    before_order_add: () => {
      throw new Error("a secret of the handler");
    },
  });
  const silent = await ask({ before_order_add: (() => undefined) as never });
  const unhandled = await ask({});
  const forged = await ask(
    { before_order_add: () => allow() },
    sampleHookCall("before_order_add", { secrets: [`whsec_${"B".repeat(44)}`] }),
  );
  const { headers } = sampleHookCall("before_order_add");
  const unreadable = await ask({}, await signed("{}", headers));
  const got = await ask({}, new Request("http://localhost/"));
  const broken = [throwing, silent, unhandled, forged, unreadable, got];
  expect(broken.map(({ status }) => status)).toEqual([500, 500, 404, 401, 500, 405]);
  // Neither by its status (401, 404 and 405 say nothing about an operation) nor by its body.
  for (const { body } of broken) {
    expect(readDenial(body)).toBeNull();
    expect(readAnswer(body)).toEqual({ kind: "foreign" });
    expect(JSON.stringify(body)).not.toContain("secret");
  }
});

/** A call whose body is of no known format: a template of the operator's own. */
async function signed(text: string, headers: Headers): Promise<Request> {
  const attempt = {
    id: headers.get("webhook-id") ?? "",
    timestamp: Number(headers.get("webhook-timestamp")),
    body: text,
    number: 1,
    resend: false,
  };
  const own = dialect("rarus").sign(attempt, signer(secrets));
  return new Request("http://localhost/", { method: "POST", headers: own, body: text });
}
