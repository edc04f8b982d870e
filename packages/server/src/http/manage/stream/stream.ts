import { streamHeadersSchema, streamQuerySchema } from "@countersign/wire";
import { followStream, positionIn, positionText, type StreamStep } from "../../../stream/index.ts";
import { actorOf } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { textSchema } from "../../openapi/route-schema.ts";
import { refuse, refuseFields } from "../../refusals/problem.ts";
import type { App } from "../../types.ts";
import { type EventStream, openEventStream, streamType } from "./event-stream.ts";
import { wantedBy } from "./wanted.ts";

/** How often a stream that has shown everything looks again, and whether its reader still may. */
const lookMs = 500;
const heartbeatMs = 15_000;
/** Streams of one process, and of one caller of it. */
const maxStreams = 256;
const maxStreamsOfOne = 16;

const description = `Shows what happens as server-sent events, from now on or after the event that \`Last-Event-ID\` names, for
a day. A comment with an id comes when the stream begins, and when all that was missed has been shown. \`id\` is opaque; \`event\` is the kind, \`data\` a JSON object with \`projectId\`, \`createdAt\` and the ids to read
more with, and never a payload. Nothing is left out in between: where that can't be promised, an event \`gap\` says so,
and the lists have to be read again. A comment comes at least every 15 seconds.`;

/** The live tail. */
export function registerStreamRoutes(app: App, deps: HttpDeps): void {
  const open = new Map<string, number>();
  let openInAll = 0;

  const enter = (who: string) => {
    const own = open.get(who) ?? 0;
    if (own >= maxStreamsOfOne || openInAll >= maxStreams)
      throw refuse("rate_limited", "Too many streams are open: close one, or try again later.", {}, 5);
    open.set(who, own + 1);
    openInAll++;
    return () => {
      openInAll--;
      const left = (open.get(who) ?? 1) - 1;
      if (left === 0) open.delete(who);
      else open.set(who, left);
    };
  };

  app.get(
    "/stream",
    {
      config: { access: "projects.read", streams: true },
      schema: {
        tags: ["stream"],
        operationId: "followStream",
        summary: "Follow what happens",
        description,
        querystring: streamQuerySchema,
        headers: streamHeadersSchema,
        sends: { 200: { description: "The events.", content: { "text/event-stream": textSchema } } },
      },
    },
    async (request, reply) => {
      const { query } = request;
      const resumed = request.headers["last-event-id"] ?? query.after;
      const after = resumed === undefined ? null : positionIn(resumed);
      if (resumed !== undefined && after === null) {
        const field = query.after === resumed ? "after" : "Last-Event-ID";
        throw refuseFields([{ field, problem: "must be the id of an event as it was given" }]);
      }
      // Nothing of a stream's body would follow: a HEAD would wait forever.
      if (request.method === "HEAD") return reply.header("content-type", streamType).send();
      const leave = enter(actorOf(request).id);
      const gone = new AbortController();
      reply.raw.once("close", () => gone.abort());
      const signal = AbortSignal.any([gone.signal, deps.closing]);
      reply.hijack();
      const wanted = async () => {
        const actor = signal.aborted ? null : await request.checkAgain();
        return actor && wantedBy(actor, query);
      };
      const stream = openEventStream(reply.raw, reply.getHeaders(), signal);
      try {
        let isCaughtUp = false;
        for await (const step of followStream(deps, after, wanted, () => pause(lookMs, signal))) {
          await send(stream, step, isCaughtUp);
          isCaughtUp ||= step.kind === "waiting" && !step.isFirst;
        }
      } catch (err) {
        // What the client does not get it resumes: it connects again.
        if (!signal.aborted) request.log.warn({ err }, "a stream broke off");
      } finally {
        leave();
        reply.raw.end();
      }
    },
  );
}

/**
 * @param isCaughtUp whether everything that the client had missed was already sent, and the client
 * notified.
 */
async function send(stream: EventStream, step: StreamStep, isCaughtUp: boolean): Promise<void> {
  if (step.kind === "rows") {
    for (const row of step.rows) await stream.row(row, positionText(row.position));
  } else if (step.kind === "gap") await stream.gap(step.reason, positionText(step.next));
  else if (!isCaughtUp || stream.quietMs() >= heartbeatMs) await stream.heartbeat(positionText(step.next));
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done, { once: true });
    function done() {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    }
  });
}
