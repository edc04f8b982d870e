import type { InterceptionRequest, Verdict } from "../interception/index.ts";
import type { OperationsDeps } from "./deps.ts";

type Allowed = Extract<Verdict, { kind: "allowed" }>;
type Answer = (
  request: InterceptionRequest,
) => ({ kind?: never } & Partial<Omit<Allowed, "kind">>) | Exclude<Verdict, Allowed>;

/** What hooks answer in a test, with every question that they were asked. */
export interface AskedHooks {
  asked: InterceptionRequest[];
  /** From now on; an allowance leaves out what is as usual. A changed payload is judged as interception/ does. */
  answer: Answer;
  intercept: OperationsDeps["intercept"];
}

const trace = { id: "icp_01kjmxpj0000000000000000aa", steps: [], totalMs: 0 };

/** Hooks that allow everything unless told otherwise. */
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
      const reason = "changed-payload-invalid";
      return { kind: "broken", status: 502, hook: "Test", reason, detail, field: problem.field, trace };
    },
  };
  return hooks;
}
