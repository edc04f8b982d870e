import type { SessionMethod } from "@countersign/wire";

/** How long a claim lasts, in milliseconds; claiming again extends it. */
export const claimLifetimeMs = 30 * 60_000;

/** Methods led by an agent: only the holder of the claim may take notes and decide. */
export function needsClaim(method: SessionMethod | null): boolean {
  return method === "qes" || method === "video-conference";
}
