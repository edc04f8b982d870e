import type { Facts } from "./facts.ts";
import { type Finding, finding } from "./finding.ts";

/** `session.repeats`: one file for several pictures, or what another person has sent in this project before. */
export function checkRepeats({ pictures, repeats }: Pick<Facts, "pictures" | "repeats">): Finding {
  const name = "session.repeats";
  const inputs = pictures.map(({ capture, sha256 }) => ({ kind: capture, sha256 }));
  const { within, document, registryPicture } = repeats;
  const seen = repeats.pictures.flatMap(({ sessionIds }) => sessionIds);
  const evidence = { inputs, sessionIds: [...new Set([...document, ...seen])] };
  if (within.length > 0) return finding({ name, verdict: "fail", code: "picture_repeated", evidence });
  if (registryPicture.length > 0)
    return finding({ name, verdict: "consider", code: "registry_picture_sent", evidence });
  if (seen.length > 0) return finding({ name, verdict: "consider", code: "picture_seen", evidence });
  if (document.length > 0) return finding({ name, verdict: "consider", code: "document_seen", evidence });
  return finding({ name, verdict: "pass", code: "nothing_repeated", evidence });
}
