import type { Reply } from "./send/http.ts";

/** The verdict about a response: null, or what is wrong. */
export type Verdict = { ok: true } | { ok: false; problem: string };

/**
 * Codes of errors caused by others: a hook, an upstream, a bank or a registry, all of which this
 * package makes fail on purpose. They are the only responses of 500 and above that are allowed
 * here.
 */
const failuresOfOthers =
  /"(?:code|error)":\s*"(?:hook_[a-z_]+|upstream_[a-z_]+|bank_[a-z_]+|payment_[a-z_]+|registry_[a-z_]+|interception_[a-z_]+)"/;
/**
 * able-id has one code for every internal failure, including a registry source's. If it is a bug of
 * the service, the log contains it, and `log-findings.ts` finds it.
 */
const failureBehind = /^\{"statusCode":10500,/;
/** A line of a stack trace, or a statement, in a response. */
const internals = /\n\s+at .*\.ts:\d+|node_modules\/|insert into |select .* from "/;

/**
 * Judges one response. The service may close a connection without one; a crash is found elsewhere.
 */
export function judge(reply: Reply, route: string): Verdict {
  if (reply.kind === "closed") return { ok: true };
  const { status, body, type } = reply;
  // It asks the store within two seconds, which a busy machine may exceed; the end of the run asks
  // it again.
  if (route === "GET /readyz" && status === 503) return { ok: true };
  if (status >= 500 && !failuresOfOthers.test(body) && !failureBehind.test(body))
    return wrong(`${status}: ${body.slice(0, 300)}`);
  if (status >= 400 && internals.test(body)) return wrong(`${status} shows internals: ${body.slice(0, 300)}`);
  // The documentation is a site: it reports a missing page by a page.
  if (status >= 400 && type.startsWith("text/html") && !route.startsWith("GET /docs/"))
    return wrong(`${status} is a page, not an error`);
  return { ok: true };
}

function wrong(problem: string): Verdict {
  return { ok: false, problem };
}
