import type { FieldProblem, ProjectId } from "@countersign/wire";
import { addressToCheck, type Draft } from "../../../webhooks/index.ts";
import type { Caller } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { hookTextProblems } from "../interception/hook-texts.ts";
import { type AskedDraft, draftOf } from "./draft-of.ts";

/** The draft that a request means, and all that saving it would find, its texts and its address included. */
export async function checkedDraft(
  deps: HttpDeps,
  actor: Caller,
  body: AskedDraft,
): Promise<{ projectId: ProjectId; draft: Draft; problems: FieldProblem[] }> {
  const { projectId, current, draft } = await draftOf(deps, actor, body);
  const address = addressToCheck(current, body.settings);
  const [texts, refused] = await Promise.all([
    hookTextProblems(deps, projectId, current, body.settings),
    address && deps.outbound.checkAddress(address.url, { purpose: address.purpose, projectId }),
  ]);
  const problems = [
    ...draft.problems,
    ...(refused ? [{ field: "url", problem: refused.detail }] : []),
    ...texts,
  ];
  return { projectId, draft, problems };
}
