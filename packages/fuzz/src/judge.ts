import type { Reply } from "./send/http.ts";

/** What an answer says of the service: nothing, or what is wrong with it. */
export type Verdict = { ok: true } | { ok: false; problem: string };

/**
 * Codes of errors that are somebody else's: a hook, an upstream, a bank or a registry that is asked, all of which this
 * package makes fail on purpose. They are the only answers of 500 and above that a lawful service gives here.
 */
const failuresOfOthers =
  /"(?:code|error)":\s*"(?:hook_[a-z_]+|upstream_[a-z_]+|bank_[a-z_]+|payment_[a-z_]+|registry_[a-z_]+|interception_[a-z_]+)"/;
/**
 * The identification service has one code for whatever fails behind it, a registry source included. Where it is our
 * own bug, the log has a line of it, and `log-findings.ts` finds that.
 */
const failureBehind = /^\{"statusCode":10500,/;
/** A line of a stack trace, or a statement, in what a caller gets. */
const internals = /\n\s+at .*\.ts:\d+|node_modules\/|insert into |select .* from "/;

/** Judges one answer. A connection that ends without an answer is the service's right; a crash is found elsewhere. */
export function judge(reply: Reply): Verdict {
  if (reply.kind === "closed") return { ok: true };
  const { status, body, type } = reply;
  if (status >= 500 && !failuresOfOthers.test(body) && !failureBehind.test(body))
    return wrong(`${status}: ${body.slice(0, 300)}`);
  if (status >= 400 && internals.test(body)) return wrong(`${status} shows internals: ${body.slice(0, 300)}`);
  if (status >= 400 && type.startsWith("text/html")) return wrong(`${status} is a page, not an error`);
  return { ok: true };
}

function wrong(problem: string): Verdict {
  return { ok: false, problem };
}
