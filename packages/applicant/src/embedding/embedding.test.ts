import { expect, test } from "vitest";
import { embeddingIn } from "./embedding.ts";
import { progress, type Shown } from "./progress.ts";

const bank = "https://bank.example";
const hello = { countersign: 1, type: "hello", language: null };

function stage(allowed: readonly string[]) {
  const sent: [message: unknown, origin: string][] = [];
  const parent = { postMessage: (message: unknown, origin: string) => void sent.push([message, origin]) };
  let say = (_event: { source: unknown; origin: string; data: unknown }) => {};
  const listen = (take: (event: never) => void) => {
    say = (event) => take(event as never);
  };
  const embedding = embeddingIn({ parent: parent as never, listen }, Promise.resolve(allowed));
  return {
    embedding,
    parent,
    sent,
    say: async (event: object) => say({ origin: bank, data: hello, ...event } as never),
  };
}

test("what happened before the hello is told after it, to that origin alone", async () => {
  const { embedding, parent, sent, say } = stage([bank]);
  embedding.tell({ type: "ready" });
  expect(sent).toEqual([]);
  await say({ source: parent });
  embedding.tell({ type: "submitted" });
  expect(sent).toEqual([
    [{ countersign: 1, type: "ready" }, bank],
    [{ countersign: 1, type: "submitted" }, bank],
  ]);
});

test.each([
  ["another origin", { origin: "https://evil.example" }],
  ["the origin null", { origin: "null" }],
  ["another message", { data: { type: "hello" } }],
  ["no message", { data: null }],
])("with %s in its hello the page around is told nothing", async (_what, event) => {
  const { embedding, parent, sent, say } = stage([bank]);
  embedding.tell({ type: "ready" });
  await say({ source: parent, ...event });
  expect(sent).toEqual([]);
});

test("a hello from another window counts for nothing, nor one where no origin is allowed", async () => {
  const one = stage([bank]);
  await one.say({ source: {} });
  const none = stage([]);
  await none.say({ source: none.parent });
  for (const { embedding, sent } of [one, none]) {
    embedding.tell({ type: "ready" });
    expect(sent).toEqual([]);
  }
});

test("the page around chooses the language, before and after the page listens", async () => {
  const { embedding, parent, say } = stage([bank]);
  const heard: string[] = [];
  await say({ source: parent, data: { ...hello, language: "kk" } });
  embedding.onLanguage((language) => heard.push(language));
  await say({ source: parent, data: { ...hello, language: "en" } });
  expect(heard).toEqual(["kk", "en"]);
});

const at = (state: Shown["state"]["state"], more: Partial<Shown["state"]> = {}): Shown => ({
  state: { state, method: "document", documentType: null, signing: null, ...more },
  elsewhere: false,
});

test("each step is told once, the submission between, and the outcome at the end", () => {
  const shown = [
    at("created"),
    at("started"),
    { ...at("started"), elsewhere: true },
    at("started", { documentType: "passport" }),
    at("started", { documentType: "passport" }),
    at("in_review"),
    at("failed"),
  ];
  const told = shown.map((now, index) =>
    progress(shown[index - 1] ?? null, now).map((message) => Object.values(message).join(" ")),
  );
  expect(told).toEqual([
    ["ready", "step consent"],
    ["step document"],
    ["step other-device"],
    ["step pictures"],
    [],
    ["submitted", "step waiting"],
    ["step ended", "ended failed"],
  ]);
});

test.each([
  ["liveness", "pictures"],
  ["qes", "call"],
  ["video-conference", "call"],
] as const)("after the consent %s is at the step %s", (method, step) => {
  expect(progress(at("created", { method }), at("started", { method }))).toEqual([{ type: "step", step }]);
});

test("an aborted session was not submitted, and a finished one is told as ended when it is opened", () => {
  expect(progress(at("started"), at("aborted"))).not.toContainEqual({ type: "submitted" });
  expect(progress(null, at("succeeded"))).toContainEqual({ type: "ended", outcome: "succeeded" });
});
