import { type ReadAnswer, readAnswer, readDenial } from "@countersign/wire";
import type { SendResult } from "../outbound/index.ts";
import { type Broken, broken, type Denied } from "./outcome.ts";

/** A hook's answer as it counts; changes are not applied yet. */
export type Judged = (Extract<ReadAnswer, { kind: "allow" }> & { status: number }) | Denied | Broken;

const usualDenial = 422;
const unreadable = Symbol("unreadable");

/**
 * Reads what came back from a gate. 2xx: empty allows, an envelope may deny, anything but JSON is a bad answer. 4xx: only
 * an envelope denies, since a wrong address or password answers so too. Nothing else is an answer.
 */
export function judge(result: SendResult): Judged {
  if (result.kind === "failed") return failureOf(result);
  const { status, truncated } = result;
  if (status >= 400 && status < 500) {
    const denial = truncated ? null : deniedBy(result);
    return denial ?? broken("bad-status", `It answered ${status} without an envelope that denies.`, status);
  }
  if (status < 200 || status >= 300) return broken("bad-status", `It answered ${status}.`, status);
  if (truncated) return broken("too-large", "Its answer is longer than 256 KiB.", status);
  if (isBlank(result.body)) return { kind: "allow", warnings: [], status };
  if (!isJson(result.headers["content-type"]))
    return broken("wrong-content-type", "Its answer is not called JSON by its content-type.", status);
  const value = parse(result.body);
  if (value === unreadable) return broken("malformed-answer", "Its answer is no JSON.", status);
  const read = readAnswer(value);
  if (read.kind === "malformed")
    return broken("malformed-answer", `Its answer is no envelope: ${read.detail}.`, status);
  if (read.kind === "deny") return { kind: "denied", status, answer: usualDenial, error: read.error };
  return { ...read, status };
}

function deniedBy(answer: Extract<SendResult, { kind: "answered" }>): Denied | null {
  if (!isJson(answer.headers["content-type"])) return null;
  const value = parse(answer.body);
  const denial = value === unreadable ? null : readDenial(value);
  if (denial === null) return null;
  return { kind: "denied", status: answer.status, answer: answer.status, error: denial.error };
}

function failureOf(failed: Extract<SendResult, { kind: "failed" }>): Broken {
  switch (failed.reason) {
    case "timeout":
      return broken("timeout", failed.detail);
    case "connect":
    case "dns":
    case "refused-address":
    case "busy":
    case "aborted":
      return broken("refused", failed.detail);
    default:
      return broken("reset", failed.detail);
  }
}

function isJson(contentType: string | undefined): boolean {
  const [type = ""] = (contentType ?? "").split(";");
  return /^\s*application\/(?:json|[\w.+-]+\+json)\s*$/i.test(type);
}

function isBlank(body: Buffer): boolean {
  return body.length === 0 || body.toString("latin1").trim() === "";
}

/** Fatal, so that bytes that are no UTF-8 don't become text that nobody wrote. */
const utf8 = new TextDecoder("utf-8", { fatal: true });

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(body));
  } catch {
    return unreadable;
  }
}
