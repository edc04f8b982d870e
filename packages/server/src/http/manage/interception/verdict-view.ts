import type { InterceptResponse, ProjectId } from "@countersign/wire";
import type { Verdict } from "../../../interception/index.ts";
import type { HttpDeps } from "../../deps.ts";

/** Events and traces about a person are sealed by their key, and erased with them. */
export function keyIdFor(deps: HttpDeps, projectId: ProjectId, name: string | undefined): Promise<string> {
  return name === undefined
    ? Promise.resolve(projectId)
    : deps.keyring.subjectNamed(deps.db, projectId, name);
}

/** The outcome of a run, for its caller. */
export function verdictView(verdict: Verdict): InterceptResponse {
  const { id: traceId, steps, totalMs } = verdict.trace;
  // A hook's response is only for operators who read the run, which leaves an audit record.
  const trace = steps.map((step) => ({ ...step, answer: null }));
  const common = { warnings: [], degraded: false, traceId, trace, totalMs };
  switch (verdict.kind) {
    case "allowed": {
      const { payload, degraded, warnings, fallback } = verdict;
      return { ...common, allow: true, payload, degraded, warnings, ...(fallback && { fallback }) };
    }
    case "denied": {
      const { status: statusCode, hook: name, error } = verdict;
      return { ...common, allow: false, payload: null, error: { ...error, name, statusCode } };
    }
    case "broken": {
      const { status: statusCode, hook: name, detail: message, field } = verdict;
      const error = { code: "hook_broken", message, ...(field && { field }), name, statusCode };
      return { ...common, allow: false, payload: null, error };
    }
  }
}
