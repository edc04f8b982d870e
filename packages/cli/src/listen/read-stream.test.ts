import { expect, test } from "vitest";
import { createBacklog } from "./backlog.ts";
import type { Notice } from "./notices.ts";
import { readStream } from "./read-stream.ts";
import { fakeConnection, memoryJournal } from "./testing.ts";

const options = {
  projectId: "p",
  forwardTo: "http://receiver.test",
  webhookIds: null,
  types: null,
  isWithheld: () => false,
  secret: null,
};
const event = (id: string, subject: string) => ({
  id,
  type: "session.expired",
  subject,
  createdAt: "2026-05-05T10:00:00.000Z",
});
const block = (kind: string, id: string, data: object) =>
  `id: ${id}\nevent: ${kind}\ndata: ${JSON.stringify(data)}\n\n`;

/** Reads what a service sends, until it has sent the last of these streams. */
async function readAll(
  streams: readonly string[],
  journal = memoryJournal({ position: "p0", createdAt: "2026-05-04T10:00:00.000Z" }),
) {
  const ended = new AbortController();
  const asked: (string | null)[] = [];
  const listed: string[] = [];
  const connection = fakeConnection(
    {
      "/stream": (request) => {
        asked.push(request.headers.get("last-event-id"));
        const text = streams[asked.length - 1];
        if (text !== undefined) return new Response(text);
        ended.abort();
        return new Response(null, { status: 503 });
      },
      "/events": (request) => {
        listed.push(request.url);
        return { data: [event("e2", "a"), event("e1", "a")], nextCursor: null };
      },
    },
    ended.signal,
  );
  const notices: Notice[] = [];
  const backlog = createBacklog(journal.cursor());
  const deps = {
    connection,
    options,
    journal,
    backlog,
    tell: (each: Notice) => void notices.push(each),
    now: Date.now,
  };
  await readStream(deps, () => undefined);
  const taken: string[] = [];
  for (let entry = backlog.take(); entry !== null; entry = backlog.take()) {
    taken.push(entry.eventId);
    backlog.done(entry);
  }
  return { asked, listed, notices, taken, cursor: backlog.cursor() };
}

test("what was missed is counted before it is forwarded, and a stream that broke off is resumed", async () => {
  const { asked, notices, taken, cursor } = await readAll([
    `: still here\nid: p1\n\n${block("event", "p2", event("e1", "a"))}${block("event", "p3", event("e2", "b"))}: still here\nid: p4\n\n`,
    `: still here\nid: p4\n\n: still here\nid: p5\n\n${block("event", "p6", event("e3", "a"))}`,
  ]);
  expect(asked).toEqual(["p0", "p4", "p6"]);
  expect(notices.filter(({ kind }) => kind === "reconnected")).toEqual([
    { kind: "reconnected", missed: 2 },
    { kind: "reconnected", missed: 0 },
  ]);
  expect(taken.toSorted()).toEqual(["e1", "e2", "e3"]);
  expect(cursor).toEqual({ position: "p6", createdAt: "2026-05-05T10:00:00.000Z" });
});

test("after a gap the events are read from the list, a little earlier than the place that was kept", async () => {
  const { listed, notices, taken, cursor } = await readAll([
    `${block("gap", "p9", { reason: "too_old" })}: still here\nid: p10\n\n`,
  ]);
  expect(decodeURIComponent(listed[0] ?? "")).toContain("createdAtFrom=2026-05-04T09:59:00.000Z");
  expect(taken).toEqual(["e1", "e2"]);
  expect(notices).toContainEqual({ kind: "gap", reason: "too_old", recovered: 2 });
  expect(cursor?.position).toBe("p10");
});

test("a token that was revoked ends it", async () => {
  const connection = fakeConnection({
    "/stream": () => Response.json({ code: "unauthenticated" }, { status: 401 }),
  });
  const deps = {
    connection,
    options,
    journal: memoryJournal(),
    backlog: createBacklog(),
    tell: () => undefined,
    now: Date.now,
  };
  await expect(readStream(deps, () => undefined)).rejects.toMatchObject({ exitCode: 3 });
});
