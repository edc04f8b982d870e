import { eventDefinition } from "@countersign/wire";

/** Events handed over HTTP, and what became of the calls. */
export interface Recording {
  /** Ids that a 202 has named: from then on they must not get lost. */
  readonly accepted: Set<string>;
  /** Answers that are neither 202 nor 503: none is expected, whatever breaks. */
  readonly strange: string[];
  /** Calls that got no answer or 503. */
  broken: number;
}

const type = "kyc.completed";
const event = { type, payload: eventDefinition(type).example };

/**
 * Records events, so many to a call, over and over until `done` says so. A call that fails is followed by another
 * one: its own events may or may not have been taken.
 */
export async function recordUntil(
  done: () => boolean,
  target: { url: () => string; token: string; projectId: string },
  eventsPerCall: number,
  recording: Recording,
): Promise<void> {
  const batch = Array.from({ length: eventsPerCall }, () => event);
  const { projectId } = target;
  const [path, body] =
    eventsPerCall === 1
      ? ["events", { projectId, ...event }]
      : ["events/batch", { projectId, events: batch }];
  while (!done()) {
    const answer = await call(`${target.url()}/manage/v1/${path}`, target.token, JSON.stringify(body));
    if (answer?.status === 202) for (const id of answer.ids) recording.accepted.add(id);
    else if (answer === null || answer.status === 503) recording.broken++;
    else recording.strange.push(`${answer.status} ${answer.code}`);
    if (answer?.status !== 202) await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Null where there was no answer, or it broke off. */
async function call(
  url: string,
  token: string,
  body: string,
): Promise<{ status: number; code: string; ids: string[] } | null> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body,
    });
    const { id, ids, code } = (await response.json()) as { id?: string; ids?: string[]; code?: string };
    return { status: response.status, code: code ?? "", ids: ids ?? (id === undefined ? [] : [id]) };
  } catch {
    return null;
  }
}
