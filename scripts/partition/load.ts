import { catalog } from "@countersign/wire";

/** What callers do: each lane records one event after another, until each is accepted. */
export interface Load {
  /** Distinguishes the lanes of several loads. */
  name: string;
  /** The services that they may call. A lane stays with one until a call of it fails. */
  urls: readonly string[];
  token: string;
  projectId: string;
  events: number;
  /** Events a second, of all lanes together; after an outage they catch up as fast as they can. */
  rate: number;
}

/** Times are milliseconds since the epoch. */
export interface Loaded {
  accepted: { id: string; at: number }[];
  /** Calls that got 503, or no response, or arrived too slowly on a busy machine. */
  failed: { url: string; at: number }[];
  /** Responses that nobody should get, whatever breaks; their events are given up. */
  strange: string[];
}

/** Half of them record ordered events. */
const lanes = 96;
const timeoutMs = 5000;
const pauseMs = 200;
/** With an ordered webhook and with an unordered one: see `scenarios.ts`. */
export const orderedType = "kyc.completed";
export const unorderedType = "kyc.failed";

/** Starts the lanes; `loaded` is filled while they run. */
export function startLoad(load: Load): { loaded: Loaded; ended: Promise<void> } {
  const loaded: Loaded = { accepted: [], failed: [], strange: [] };
  const from = performance.now();
  const ended = Promise.all(Array.from({ length: lanes }, (_, nth) => lane(nth))).then(() => {});
  return { loaded, ended };

  async function lane(nth: number): Promise<void> {
    const ordered = nth % 2 === 0;
    const name = `${ordered ? "ordered" : "plain"}-${load.name}-${nth}`;
    let turn = nth;
    for (let index = nth; index < load.events; index += lanes) {
      await at(from + (index / load.rate) * 1000);
      const event = eventOf(ordered, name, index);
      const key = `${load.projectId}-${name}-${index}`;
      while (!(await record(load.urls[turn % load.urls.length] ?? "", key, event))) {
        turn++;
        await pause(pauseMs);
      }
    }
  }

  function eventOf(ordered: boolean, lane: string, number: number): object {
    const type = ordered ? orderedType : unorderedType;
    const payload = {
      session: { ...catalog[type].example.session, metadata: { userId: lane, lane, number } },
    };
    return { projectId: load.projectId, type, payload, ...(ordered && { subject: lane }) };
  }

  /** Returns whether that is the end of it. */
  async function record(url: string, key: string, event: object): Promise<boolean> {
    const response = await post(`${url}/manage/v1/events`, load.token, event, key);
    const time = Date.now();
    if (response === null || response.status === 503 || response.status === 408) {
      loaded.failed.push({ url, at: time });
      return false;
    }
    const { id, code } = JSON.parse(response.text) as { id: string; code?: string };
    if (code === "idempotency_in_progress") return false;
    if (response.status === 202) loaded.accepted.push({ id, at: time });
    else loaded.strange.push(`${response.status} ${response.text}`);
    return true;
  }
}

async function post(
  url: string,
  token: string,
  body: object,
  key: string,
): Promise<{ status: number; text: string } | null> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: {
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        "idempotency-key": key,
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { status: response.status, text: await response.text() };
  } catch {
    return null;
  }
}

async function at(due: number): Promise<void> {
  const wait = due - performance.now();
  if (wait > 0) await pause(wait);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
