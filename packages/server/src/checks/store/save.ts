import { newId } from "@countersign/wire";
import type { Tx } from "../../db/index.ts";
import type { SealingKey } from "../../sealing/index.ts";
import type { ChecksDeps } from "../deps.ts";
import { checkVersions, type Finding } from "../rules/finding.ts";
import type { LeasedRun } from "../run/lease.ts";

/** Stores the verdicts of a run, with what they saw sealed by the person's key. */
export async function saveFindings(
  deps: Pick<ChecksDeps, "clock" | "random">,
  tx: Tx,
  run: Pick<LeasedRun, "sessionId" | "number">,
  findings: readonly Finding[],
  key: SealingKey,
): Promise<void> {
  const createdAt = new Date(deps.clock());
  for (const { evidence, pictures, ...said } of findings) {
    const id = newId("check", deps.clock, deps.random);
    await tx
      .insertInto("checks")
      .values({
        ...said,
        id,
        sessionId: run.sessionId,
        run: run.number,
        version: checkVersions[said.name],
        evidenceSealed: key.seal(JSON.stringify(evidence), evidenceContext(id)),
        createdAt,
      })
      .execute();
    for (const { name, contentType, bytes } of pictures) {
      const imageSealed = key.seal(bytes, pictureContext(id, name));
      await tx.insertInto("checkPictures").values({ checkId: id, name, contentType, imageSealed }).execute();
    }
  }
}

export function evidenceContext(checkId: string): string {
  return `check:${checkId}:evidence`;
}

export function pictureContext(checkId: string, name: string): string {
  return `check:${checkId}:picture:${name}`;
}
