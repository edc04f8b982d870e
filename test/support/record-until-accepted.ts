import { operatorToken } from "./service.ts";

/** What came of recording: ids of accepted events, and responses that nobody should get. */
export interface Recording {
  accepted: Set<string>;
  strange: string[];
}

const pauseMs = 50;

/**
 * Records an event and repeats it under the same key until it is accepted, as a caller does while a store is away.
 *
 * @param urlOf the service of each try, from 0.
 */
export async function recordUntilAccepted(
  { accepted, strange }: Recording,
  { key, event }: { key: string; event: object },
  urlOf: (tries: number) => string,
): Promise<void> {
  const body = JSON.stringify(event);
  for (let tries = 0; ; tries++) {
    const response = await call(urlOf(tries), key, body);
    if (response?.status === 202) {
      accepted.add(((await response.json()) as { id: string }).id);
      return;
    }
    if (response !== null && response.status !== 503 && response.status !== 409)
      strange.push(`${response.status} ${await response.text()}`);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

async function call(url: string, key: string, body: string): Promise<Response | null> {
  try {
    return await fetch(`${url}/manage/v1/events`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${operatorToken}`,
        "content-type": "application/json",
        "idempotency-key": key,
      },
      body,
      signal: AbortSignal.timeout(5000),
    });
  } catch {
    return null;
  }
}
