import { catalog, fieldProblems, newEventBatchSchema } from "@countersign/wire";
import fc from "fast-check";
import { expect, test } from "vitest";
import { checkEnvelope, checkEvents } from "./check-batch.ts";

const event = { type: "check.outcome", payload: catalog["check.outcome"].example };
const alone = { isAlone: () => true, now: () => 0 };

const part = fc.constantFrom<unknown>(
  event,
  { ...event, subject: "session-1" },
  { ...event, type: "no.such" },
  { type: "check.outcome" },
  { ...event, payload: [] },
  { ...event, subject: "a\nb", url: "https://elsewhere.example" },
  {},
  null,
  "event",
);

test("events are checked as the schema of a batch checks them", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 20 }), async (events) => {
      const body = { projectId: "RFJkzaealP6XF0CspiAoq", events };
      const whole = newEventBatchSchema.safeParse(body);
      const checked = await checkEvents(events, alone, 50);
      if (whole.success) expect(checked).toEqual({ ok: true, events: whole.data.events });
      else {
        const problems = fieldProblems(whole.error, body).map(({ field, problem }) => ({ field, problem }));
        expect(checked).toEqual({ ok: false, problems: problems.slice(0, 50) });
      }
    }),
  );
});

test("what is wrong outside of events and in them is refused together", () => {
  const check = checkEnvelope({
    schema: newEventBatchSchema,
    method: "POST",
    url: "/events/batch",
    httpPart: "body",
  });
  const refusal = (body: unknown) => JSON.stringify(check(body));
  expect(refusal({ projectId: "RFJkzaealP6XF0CspiAoq", events: [null] })).not.toContain("error");
  const both = refusal({ events: [event, null], more: 1 });
  for (const field of ["projectId", "events.1", "more"]) expect(both).toContain(`"${field}"`);
  for (const count of [0, 1001]) {
    const body = { projectId: "RFJkzaealP6XF0CspiAoq", events: Array.from({ length: count }, () => event) };
    expect(refusal(body)).toContain("events");
  }
});

test("between slices of a batch others have their turns", async () => {
  let turns = 0;
  let done = false;
  const watch = () => {
    turns++;
    if (!done) setImmediate(watch);
  };
  watch();
  // Each look at the clock takes a tenth of a millisecond, so that a slice has twenty events.
  let now = 0;
  const pace = { isAlone: () => true, now: () => (now += 0.1) };
  const checked = await checkEvents(
    Array.from({ length: 1000 }, () => event),
    pace,
    50,
  );
  done = true;
  expect(checked.ok).toBe(true);
  expect(turns).toBeGreaterThanOrEqual(1000 / 25);
});
