import { benchPayload, benchType } from "../event.ts";
import { forSeconds } from "../in-parallel.ts";
import { signedPost } from "../signed-post.ts";
import type { Sink } from "../sink.ts";

/** The minimum that any sender does: it signs and posts, and stores nothing. */
export interface BareLoop {
  /**
   * @param dueAt the time from which the sink measures, in milliseconds since the epoch; by default
   * now.
   */
  post(dueAt?: number): Promise<void>;
  close(): Promise<void>;
}

export function bareLoop(sink: Sink): BareLoop {
  const { post, close } = signedPost(sink.url, 64);
  return { post: async (dueAt) => void (await post(benchType, benchPayload(dueAt))), close };
}

/**
 * The ceiling: a bare undici loop that signs and posts the same body to the same sink, and stores
 * nothing. No sender can be faster here; everything else is given as a share of it. Returns
 * requests per second.
 */
export async function ceiling(sink: Sink, seconds: number): Promise<number> {
  const loop = bareLoop(sink);
  await sink.reset();
  const count = await forSeconds(seconds, 64, () => loop.post());
  const { firstAt, lastAt } = await sink.received(count, 10_000);
  await loop.close();
  return (count / (lastAt - firstAt)) * 1000;
}
