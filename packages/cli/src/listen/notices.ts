import type { CliContext } from "../context.ts";
import { safeText } from "../output/safe-text.ts";
import type { Forwarded } from "./forward.ts";
import type { Message, Withheld } from "./message.ts";

/** What `listen` tells. */
export type Notice =
  | { kind: "listening"; url: string; projectId: string; forwardTo: string; resumed: boolean }
  | { kind: "disconnected" }
  /** `missed`: events that happened while nobody listened. */
  | { kind: "reconnected"; missed: number }
  | { kind: "caught_up" }
  | { kind: "gap"; reason: string; recovered: number }
  | ({ kind: "forwarded"; again: boolean } & Forwarded & Omit<Message, "headers" | "body">)
  | Withheld
  | { kind: "waiting"; forwardTo: string; problem: string }
  | { kind: "details"; message: Message; result: Forwarded }
  | { kind: "stopped"; forwarded: number };

export type Tell = (notice: Notice) => void;

/** Tells by lines of text; with `json`, by a JSON object a line. */
export function createTeller({ process, now }: Pick<CliContext, "process" | "now">, json: boolean): Tell {
  return (notice) => {
    const at = new Date(now()).toISOString();
    const text = json
      ? JSON.stringify({ at, ...notice })
      : `${at.slice(11, 19)} ${safeText(noticeText(notice))}`;
    process.stdout.write(`${text}\n`);
  };
}

function noticeText(notice: Notice): string {
  switch (notice.kind) {
    case "listening":
      return `listening to project ${notice.projectId} at ${notice.url}, forwarding to ${notice.forwardTo}${notice.resumed ? "" : ", from now on"}`;
    case "disconnected":
      return "disconnected, trying again";
    case "reconnected":
      return notice.missed === 0
        ? "connected, nothing missed"
        : `reconnected, ${notice.missed} missed, catching up`;
    case "caught_up":
      return "caught up";
    case "gap":
      return `the stream can't be resumed (${notice.reason}): ${notice.recovered} events read from the list instead`;
    case "forwarded":
      return `${notice.status} ${notice.type} ${notice.subject ?? "-"} ${notice.deliveryId} ${notice.durationMs} ms${notice.again ? " (again)" : ""}`;
    case "withheld":
      return `not forwarded: ${notice.type} ${notice.deliveryId}: ${notice.reason}`;
    case "waiting":
      return `${notice.forwardTo} can't be reached (${notice.problem}): waiting for it`;
    case "details":
      return detailsText(notice.message, notice.result);
    case "stopped":
      return `stopped; ${notice.forwarded} forwarded. What happens from now on is forwarded by the next listen.`;
  }
}

function detailsText({ deliveryId, headers, body }: Message, { status, response }: Forwarded): string {
  const lines = Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`);
  return [deliveryId, ...lines, "", `  ${body}`, "", `  response ${status}: ${response}`].join("\n");
}
