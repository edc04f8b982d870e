import {
  foreignDenial,
  isObject,
  type ReadAnswer,
  readAnswer,
  readDenial,
  wordedDenial,
} from "@countersign/wire";
import { answerLimits, jsonTextProblem } from "../json/index.ts";
import type { SendResult } from "../outbound/index.ts";
import { type Broken, broken, type Denied } from "./outcome.ts";

/** The meaning of a hook's response; changes are not applied yet. `detail` is for the hook's author. */
export type Judged =
  | (Extract<ReadAnswer, { kind: "allow" }> & { status: number; detail: string | null })
  | Denied
  | Broken;

type Answer = Extract<SendResult, { kind: "answered" }>;

const usualDenial = 422;
const unreadable = Symbol("unreadable");

/**
 * Statuses that say the request came to the wrong place, in the wrong way or at the wrong time, and nothing about its
 * content. Proxies and frameworks send them on their own.
 */
const misdirected = new Set([
  401, 404, 405, 406, 407, 408, 410, 411, 413, 414, 415, 417, 421, 425, 426, 429, 431,
]);

/**
 * Reads a gate's response. An envelope decides if there is one, whatever its content type. Otherwise the status does: 2xx
 * allows, 4xx denies with its text, unless it is a status of a wrong address or password. A malformed envelope is a
 * failure, and so is everything else.
 */
export function judge(result: SendResult): Judged {
  if (result.kind === "failed") return failureOf(result);
  const { status } = result;
  if (status >= 400 && status < 500) return judgeRefusal(result);
  if (status < 200 || status >= 300) return broken("bad_status", `It answered ${status}.`, status);
  if (result.truncated) return broken("too_large", "Its answer is longer than 256 KiB.", status);
  const allowed = (detail: string | null): Judged => ({ kind: "allow", warnings: [], status, detail });
  const text = decode(result.body);
  if (text?.trim() === "") return allowed(null);
  const value = text === null ? unreadable : parse(text);
  if (value === unreadable) {
    if (text?.trimStart().startsWith("{"))
      return broken("malformed_answer", "Its answer begins as a JSON object, but is not JSON.", status);
    return allowed(`Its answer is not JSON: with ${status} it lets pass.`);
  }
  const read = readAnswer(value);
  switch (read.kind) {
    case "malformed":
      return broken("malformed_answer", `Its answer is badly made: ${read.detail}.`, status);
    case "foreign":
      return allowed(
        `Its answer is JSON without allow, error, data or patch: with ${status} it lets pass, and nothing is applied.`,
      );
    case "deny":
      return { kind: "denied", status, answer: usualDenial, error: read.error };
    case "allow":
      return { ...read, status, detail: null };
  }
}

/** A 4xx response. One that allows contradicts itself. */
function judgeRefusal(answer: Answer): Denied | Broken {
  const { status } = answer;
  const text = answer.truncated ? null : decode(answer.body);
  const value = text === null ? unreadable : parse(text);
  const denied = (error: Denied["error"]): Denied => ({ kind: "denied", status, answer: status, error });
  const denial = value === unreadable ? null : readDenial(value);
  if (denial !== null) return denied(denial);
  if (misdirected.has(status))
    return broken(
      "bad_status",
      `It responded with ${status}, which says nothing about the operation.`,
      status,
    );
  if (value !== unreadable) {
    if (isObject(value) && value.allow !== undefined)
      return broken("bad_status", `It answered ${status} with an allow that does not deny.`, status);
    return denied(foreignDenial(value));
  }
  return denied(wordedDenial(text === null || isMarkup(answer, text) ? "" : text));
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

/** A sentence, not the text of a page. */
const sentenceChars = 500;

/**
 * Error pages and truncated JSON are not shown to the caller. PHP calls everything HTML unless it is told otherwise: a
 * sentence without tags and entities is none.
 */
function isMarkup({ headers }: Answer, text: string): boolean {
  if (/^[<{[]/.test(text.trimStart())) return true;
  if (!/html|xml/i.test(headers["content-type"] ?? "")) return false;
  return text.length > sentenceChars || /[<>&]/.test(text);
}

/** Fatal, so that invalid UTF-8 is not replaced silently. */
const utf8 = new TextDecoder("utf-8", { fatal: true });

function decode(body: Buffer): string | null {
  try {
    return utf8.decode(body);
  } catch {
    return null;
  }
}

function parse(text: string): unknown {
  try {
    return jsonTextProblem(text, answerLimits) === null ? JSON.parse(text) : unreadable;
  } catch {
    return unreadable;
  }
}
