import type { AgentVideo, VideoOffer } from "@countersign/wire";
import { call, get } from "../../../api/call.ts";

const pathOf = (reviewId: string) => `/reviews/${encodeURIComponent(reviewId)}/video`;

export function readVideo(reviewId: string) {
  return get<AgentVideo>(pathOf(reviewId));
}

/** Each call leaves an audit record. */
export function offerVideo(reviewId: string, offer: VideoOffer) {
  return call<"">("PUT", pathOf(reviewId), { body: offer });
}

export function endVideo(reviewId: string) {
  return call<"">("DELETE", pathOf(reviewId));
}
