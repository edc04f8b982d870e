import type { InterceptionRequest, Verdict } from "../../interception/index.ts";
import type { OperationsDeps } from "../deps.ts";

type Allowed = Extract<Verdict, { kind: "allowed" }>;
type Answer = (
  request: InterceptionRequest,
) => ({ kind?: never } & Partial<Omit<Allowed, "kind">>) | Exclude<Verdict, Allowed>;

/** Hooks with scripted responses and a record of every call. */
export interface AskedHooks {
  asked: InterceptionRequest[];
  /**
   * Sets the responses from now on; an allowance may omit the defaults. A changed payload is
   * validated as in interception/.
   */
  answer: Answer;
  intercept: OperationsDeps["intercept"];
}

const trace = { id: "icp_01kjmxpj0000000000000000aa", steps: [], totalMs: 0 };

/** Hooks that allow everything by default. */
export function hooksForTest(answer: Answer = () => ({})): AskedHooks {
  const hooks: AskedHooks = {
    asked: [],
    answer,
    async intercept(request) {
      hooks.asked.push(request);
      const answered = hooks.answer(request);
      if (answered.kind !== undefined) return answered;
      const usual = { payload: request.payload, degraded: false, warnings: [], trace };
      const verdict: Allowed = { ...usual, ...answered, kind: "allowed" };
      const problem = verdict.payload === request.payload ? null : request.revalidate?.(verdict.payload);
      if (!problem) return verdict;
      const detail = `${problem.field} ${problem.problem}.`;
      const reason = "changed_payload_invalid";
      return { kind: "broken", status: 502, hook: "Test", reason, detail, field: problem.field, trace };
    },
  };
  return hooks;
}
