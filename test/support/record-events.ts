import { eventDefinition } from "@countersign/wire";

/** Events recorded over HTTP, and the results of the calls. */
export interface Recording {
  /** Ids returned with a 202: from then on they must not get lost. */
  readonly accepted: Set<string>;
  /** Responses that are neither 202 nor 503: none is expected, whatever breaks. */
  readonly strange: string[];
  /** Calls that got no response or 503. */
  broken: number;
}

const type = "kyc.completed";
const event = { type, payload: eventDefinition(type).example };

/**
 * Records events in calls of `eventsPerCall` until `done` returns true. A failed call is followed
 * by another one; its events may or may not have been accepted.
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

/** Null if there was no response, or it broke off. */
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
