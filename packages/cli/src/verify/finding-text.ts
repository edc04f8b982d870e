import type { Finding } from "./judge.ts";

/** A finding in words, and what to do about it. */
export function findingText(finding: Finding): string {
  switch (finding.kind) {
    case "genuine":
      return `Genuine: ${finding.type} (${finding.format}), ${finding.id}, ${ageText(finding.ageSeconds)}${finding.test ? ", a test call" : ""}.`;
    case "unreadable":
      return `Genuine, but not an event that can be read (${finding.problem}): ${finding.id}. Does the webhook have its own body?`;
    case "missing-header":
      return `The header ${finding.header} is missing. Does a proxy drop it, or did the capture?`;
    case "malformed-header":
      return `The header ${finding.header} is not as the service writes it.`;
    case "age":
      return finding.ageSeconds > 0
        ? `The signature is right, but it was made ${ageText(finding.ageSeconds)}; ${finding.toleranceSeconds} s are allowed. For a request of earlier, give --at received or a --tolerance; otherwise look at the receiver's clock.`
        : `The signature is right, but of ${-finding.ageSeconds} s in the future: the clock here, or the receiver's, is slow.`;
    case "rewritten":
      return `The body was changed before it was verified: ${finding.how}. Verify the raw bytes, before anything parses them.`;
    case "unknown-signature":
      return finding.isJson
        ? "The signature fits neither this body nor the way JSON is usually rewritten: the secret is another webhook's or an old one, or the body was changed. --compare finds out which, from the log of the service."
        : "The signature does not fit, and the body is not JSON: it was cut or changed. --compare shows where, by the log of the service.";
  }
}

function ageText(seconds: number): string {
  return seconds < 0 ? `${-seconds} s in the future` : `${seconds} s ago`;
}
