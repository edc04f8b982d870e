import type { ProjectId } from "@countersign/wire";
import { type Db, inTransaction } from "../../db/index.ts";
import type { Project } from "../../projects/index.ts";
import type { ESigningDeps } from "../deps.ts";
import { importKey } from "./import-key.ts";
import type { Signer } from "./signer.ts";
import { makeTestCertificate } from "./test-certificate.ts";

/**
 * Why a project can't have anything signed, as a sentence that names the setting; null where it can. A project in test
 * mode needs nothing: it has a self-made certificate, and shows its codes on the page.
 */
export function signingProblem(
  { signer, codes, clock }: Pick<ESigningDeps, "signer" | "codes" | "clock">,
  { mode }: Pick<Project, "mode">,
): string | null {
  if (mode === "test") return null;
  if (signer === null)
    return "A live project signs with the operator's certificate: set COUNTERSIGN_ESIGN_CERTIFICATE.";
  const now = clock();
  if (now < signer.notBefore.getTime() || now >= signer.notAfter.getTime())
    return "The certificate of COUNTERSIGN_ESIGN_CERTIFICATE is not valid at this time: replace it.";
  if (codes === null)
    return "A live project sends one-time codes through the operator's gateway: set COUNTERSIGN_ESIGN_CODES_URL.";
  return null;
}

type Deps = Pick<ESigningDeps, "db" | "clock" | "random" | "keyring" | "signer" | "codes">;

/** What signs for a project. Call it where `signingProblem` found none. */
export async function projectSigner(deps: Deps, { id, mode }: Pick<Project, "id" | "mode">): Promise<Signer> {
  if (mode === "test") return testSigner(deps, id);
  if (deps.signer === null) throw new Error("a live project signs, but no certificate is configured");
  return deps.signer;
}

/** The self-made certificate of a project in test mode, made when it is first wanted. */
async function testSigner(deps: Deps, projectId: ProjectId): Promise<Signer> {
  const stored = (await findStored(deps.db, projectId)) ?? (await makeStored(deps, projectId));
  const sealing = await deps.keyring.scopeKey(deps.db, projectId);
  const key = await importKey(sealing.unseal(stored.keySealed, keyContext(projectId)));
  if (key === null) throw new Error("a self-made certificate has a key of a kind that can't sign");
  const start = stored.createdAt;
  const end = new Date(start);
  end.setUTCFullYear(end.getUTCFullYear() + 1000);
  return { key, certificate: stored.certificate, chain: [], notBefore: start, notAfter: end };
}

function findStored(db: Db, projectId: ProjectId) {
  return db
    .selectFrom("eSigningCertificates")
    .select(["certificate", "keySealed", "createdAt"])
    .where("projectId", "=", projectId)
    .executeTakeFirst();
}

async function makeStored(deps: Deps, projectId: ProjectId) {
  const now = deps.clock();
  const { certificate, key } = await makeTestCertificate({ random: deps.random, now });
  return inTransaction(deps.db, async (tx) => {
    const sealing = await deps.keyring.scopeKey(tx, projectId);
    await tx
      .insertInto("eSigningCertificates")
      .values({
        projectId,
        certificate,
        keySealed: sealing.seal(key, keyContext(projectId)),
        createdAt: new Date(now),
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    // Another process may have been faster: its certificate counts.
    const stored = await findStored(tx, projectId);
    if (stored === undefined) throw new Error("a certificate vanished in the transaction that stored it");
    return stored;
  });
}

function keyContext(projectId: ProjectId): string {
  return `e-signing-certificate:${projectId}:key`;
}
