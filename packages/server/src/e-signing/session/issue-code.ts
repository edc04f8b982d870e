import type { Tx } from "../../db/index.ts";
import { findProject } from "../../projects/index.ts";
import type { Session } from "../../verification/index.ts";
import { codeLifeMs, codePauseMs, maxCodes, newCode } from "../codes/code.ts";
import type { CodeMessage } from "../codes/codes.ts";
import type { ESigningDeps } from "../deps.ts";
import { type Signature, sealedAs } from "./row.ts";

export type IssuedCode =
  /** `message`: to be sent once this is committed; null: the page shows the code. */
  | { kind: "issued"; message: CodeMessage | null }
  /** Another one was sent just now. */
  | { kind: "too-soon"; waitMs: number }
  | { kind: "too-often" };

/** Makes a one-time code in place of the previous one. To be called with the session locked. */
export async function issueCode(
  deps: Pick<ESigningDeps, "clock" | "random">,
  tx: Tx,
  session: Session,
  { key, details, codeSentAt, codesSent }: Signature,
): Promise<IssuedCode> {
  const now = deps.clock();
  const waitMs = codeSentAt === null ? 0 : codeSentAt.getTime() + codePauseMs - now;
  if (waitMs > 0) return { kind: "too-soon", waitMs };
  if (codesSent >= maxCodes) return { kind: "too-often" };
  const code = newCode(deps.random);
  await tx
    .updateTable("eSignatures")
    .set({
      codeSealed: key.seal(code, sealedAs(session.id, "code")),
      codeSentAt: new Date(now),
      codesSent: codesSent + 1,
    })
    .where("sessionId", "=", session.id)
    .execute();
  if (details.codeTo === null) return { kind: "issued", message: null };
  const { id: sessionId, projectId, language } = session;
  const project = await findProject(tx, projectId);
  if (project === null) throw new Error(`session ${sessionId} has no project`);
  const organisation = project.applicantPage.displayName ?? project.name;
  const expiresAt = new Date(now + codeLifeMs);
  return {
    kind: "issued",
    message: { projectId, sessionId, to: details.codeTo, code, language, organisation, expiresAt },
  };
}
