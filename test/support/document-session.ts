import type { Answer } from "../../examples/demo/client.ts";
import { type TestService, until } from "./service.ts";

/** Pictures of a session by kind, in the order in which they are sent. */
export type Pictures = readonly (readonly [kind: string, bytes: Buffer<ArrayBuffer>])[];

/** One call of the applicant's page; its status and body. */
export async function pageCall(
  url: string,
  path: string,
  body: Buffer<ArrayBuffer> | object = {},
): Promise<{ status: number; body: Answer }> {
  const { origin, pathname, hash } = new URL(url);
  const response = await fetch(`${origin}${pathname}/${path}`, {
    method: "POST",
    headers: { "x-page-token": hash.slice(1), "content-type": typeOf(body) },
    body: body instanceof Uint8Array ? body : JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

function typeOf(body: object): string {
  if (!(body instanceof Uint8Array)) return "application/json";
  return body[0] === 0xff ? "image/jpeg" : "image/png";
}

/** Goes through a document session as its applicant: a passport, and these pictures. */
export async function showPassport(url: string, pictures: Pictures): Promise<Answer> {
  await pageCall(url, "consent");
  await pageCall(url, "document-type", { documentType: "passport" });
  let last: Answer = null;
  for (const [kind, bytes] of pictures) {
    const { status, body } = await pageCall(url, `capture?kind=${kind}`, bytes);
    if (status !== 200) throw new Error(`${kind}: ${status} ${JSON.stringify(body)}`);
    last = body;
  }
  return last;
}

/** Waits until the session is decided or in review; resolves to it. */
export async function untilProcessed(service: TestService, sessionId: string): Promise<Answer> {
  let session: Answer = null;
  await until("the session's checks are done", async () => {
    session = await service.manage(`/sessions/${sessionId}`);
    return !["created", "started", "processing", "resubmission_requested"].includes(session.status);
  });
  return session;
}

/**
 * The session's review, with everything to decide by, once its checks are done and there is one.
 */
export async function reviewOf(service: TestService, session: { id: string }): Promise<Answer> {
  let review: Answer;
  await until("the session is in review", async () => {
    [review] = (await service.manage(`/reviews?sessionId=${session.id}`)).data;
    return review !== undefined;
  });
  return service.manage(`/reviews/${review.id}`);
}
