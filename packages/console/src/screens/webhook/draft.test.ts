import { expect, test } from "vitest";
import { fromLocalInput, toLocalInput } from "../../parts/local-time.ts";
import { changedFields, changeOf, emptyDraft, fieldOf, withFields } from "./draft.ts";

test("only the fields that differ are sent, each in the API's terms", () => {
  const draft = {
    ...emptyDraft,
    name: " CRM ",
    order: "10",
    body: "  ",
    awaitAnswer: true,
    rateLimit: "5",
    retry: "own" as const,
    delays: "0, 5; 60",
    headers: [{ name: "X-Tenant", value: "7" }],
  };
  const fields = changedFields({ ...emptyDraft, body: "{}" }, draft);
  expect(fields).toEqual(["name", "order", "flags", "body", "headers", "retry", "rateLimit"]);
  expect(changeOf(draft, fields)).toEqual({
    name: "CRM",
    order: 10,
    flags: { blockWithoutAnswer: false, awaitAnswer: true, answerHasData: false },
    body: null,
    headers: [{ name: "X-Tenant", value: "7" }],
    retry: { delaysSeconds: [0, 5, 60] },
    rateLimitPerSecond: 5,
  });
});

test("credentials are sent only when they are typed, or taken away", () => {
  expect(changedFields(emptyDraft, emptyDraft)).toEqual([]);
  const typed = { ...emptyDraft, basicUser: "bank", basicPassword: "pass word" };
  expect(changeOf(typed, changedFields(emptyDraft, typed))).toEqual({
    basicAuth: { username: "bank", password: "pass word" },
  });
  const removed = { ...emptyDraft, removeBasic: true, removeBearer: true };
  expect(changeOf(removed, changedFields(emptyDraft, removed))).toEqual({ basicAuth: null, bearer: null });
});

test("one draft takes some fields of another, flags together", () => {
  const mine = { ...emptyDraft, name: "Mine", awaitAnswer: true, answerHasData: true };
  const theirs = { ...emptyDraft, name: "Theirs", url: "https://theirs.example" };
  expect(withFields(theirs, mine, ["flags"])).toEqual({ ...theirs, awaitAnswer: true, answerHasData: true });
});

test("what the API finds wrong belongs to a field of the form", () => {
  expect(
    ["url", "flags.awaitAnswer", "mode", "headers.0.name", "rateLimitPerSecond", "none"].map(fieldOf),
  ).toEqual(["url", "flags", "flags", "headers", "rateLimit", null]);
});

test("a time comes back from its input as it was, to the minute", () => {
  expect(fromLocalInput(toLocalInput("2026-11-29T10:15:00.000Z"))).toBe("2026-11-29T10:15:00.000Z");
  expect([toLocalInput(null), fromLocalInput("")]).toEqual(["", null]);
});
