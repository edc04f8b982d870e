import type { Client, Reply } from "./client.ts";
import { operator } from "./client.ts";

/** The calls of the applicant's page at this address. What is repeated and was done before is a conflict, and no error. */
export function pageOf(client: Client, url: string) {
  const { pathname, hash } = new URL(url);
  const token = { "x-page-token": hash.slice(1) };
  return {
    say: (step: string, body: object = {}): Promise<Reply> =>
      client.send({ method: "POST", path: `${pathname}/${step}`, headers: token, body }),
    show: (kind: string, picture: Buffer): Promise<Reply> =>
      client.send({
        method: "POST",
        path: `${pathname}/capture?kind=${kind}`,
        headers: { ...token, "content-type": "image/png" },
        body: picture,
      }),
  };
}

const tries = 100;
const pauseMs = 200;

/** The id of the session's open review, once there is one; null if it comes to none. */
export async function openReview(client: Client, sessionId: string): Promise<string | null> {
  for (let left = tries; left > 0; left--) {
    const path = `/manage/v1/reviews?sessionId=${sessionId}&status=open`;
    const { body } = await client.send({ path, headers: operator });
    const id = body?.data?.[0]?.id;
    if (typeof id === "string") return id;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  return null;
}
