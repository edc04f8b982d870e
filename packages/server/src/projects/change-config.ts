import {
  type ConfigKey,
  type ConfigPatch,
  configKeys,
  type ProjectConfig,
  type ProjectId,
  redirectConfigKeys,
  webhookConfigKeys,
} from "@countersign/wire";
import { type Actor, audit } from "../access/index.ts";
import { type Db, inTransaction, type Tx } from "../db/index.ts";
import { setStaticAddress } from "../webhooks/index.ts";
import type { ProjectsDeps } from "./deps.ts";
import { redirectProblem } from "./redirect-address.ts";

/** Why a static address was refused. */
interface ConfigProblem {
  field: ConfigKey;
  problem: string;
}

/** A project's static addresses with the version of the project. */
export interface ConfigState {
  config: ProjectConfig;
  version: number;
}

/** What became of a change. `stale`: the project has another version than the change was meant for. */
export type ConfigResult =
  | ({ kind: "changed" } & ConfigState)
  | { kind: "refused"; problems: ConfigProblem[] }
  | { kind: "stale"; version: number };

/** A project's static addresses as they stand now. An unknown project has none of them. */
export async function readConfig(deps: Pick<ProjectsDeps, "db">, id: ProjectId): Promise<ConfigState> {
  return readWith(deps.db, id);
}

/**
 * Changes static addresses, where `isMeant` takes the version that the project has: all keys of the patch or, where one
 * address is refused, none. Webhook addresses must
 * be such that this service may call them now; what a name resolves to is checked again at each connection.
 * The audit record tells each old and new origin; paths and queries may hold secrets of the receiver.
 */
export async function changeConfig(
  deps: ProjectsDeps,
  id: ProjectId,
  patch: ConfigPatch,
  actor: Actor,
  isMeant: (version: number) => boolean = () => true,
): Promise<ConfigResult> {
  // Before the transaction: checking resolves names, and no lock may wait for that.
  const problems = await addressProblems(deps, id, patch);
  if (problems.length > 0) return { kind: "refused", problems };
  return inTransaction(deps.db, async (tx): Promise<ConfigResult> => {
    await tx.selectFrom("projects").select("id").where("id", "=", id).forUpdate().executeTakeFirstOrThrow();
    const { config: before, version } = await readWith(tx, id);
    if (!isMeant(version)) return { kind: "stale", version };
    await write(deps, tx, id, patch);
    const { config: after } = await readWith(tx, id);
    const changes = configKeys.filter((key) => before[key] !== after[key]);
    if (changes.length > 0) {
      await tx
        .updateTable("projects")
        .set({ version: version + 1 })
        .where("id", "=", id)
        .execute();
      const details = Object.fromEntries(
        changes.map((key) => [key, { from: originOf(before[key]), to: originOf(after[key]) }]),
      );
      await audit(deps, tx, { actor, action: "project.change_config", projectId: id, target: id, details });
    }
    return { kind: "changed", config: after, version: changes.length > 0 ? version + 1 : version };
  });
}

async function addressProblems(
  deps: Pick<ProjectsDeps, "outbound">,
  projectId: ProjectId,
  patch: ConfigPatch,
): Promise<ConfigProblem[]> {
  const problems: ConfigProblem[] = [];
  for (const field of redirectConfigKeys) {
    const problem = typeof patch[field] === "string" ? redirectProblem(patch[field]) : null;
    if (problem !== null) problems.push({ field, problem });
  }
  const caller = { purpose: "webhook", projectId } as const;
  const checks = webhookConfigKeys.map(async (field) => {
    const url = patch[field];
    const problem = typeof url === "string" ? await deps.outbound.checkAddress(url, caller) : null;
    if (problem !== null) problems.push({ field, problem: problem.detail });
  });
  await Promise.all(checks);
  return problems.sort((a, b) => configKeys.indexOf(a.field) - configKeys.indexOf(b.field));
}

async function write(deps: ProjectsDeps, tx: Tx, id: ProjectId, patch: ConfigPatch): Promise<void> {
  for (const key of webhookConfigKeys) {
    const url = patch[key];
    if (url !== undefined) await setStaticAddress(deps, tx, id, key, url);
  }
  const redirects = {
    ...(patch.SUCCESS_REDIRECT_URL !== undefined && { successRedirectUrl: patch.SUCCESS_REDIRECT_URL }),
    ...(patch.ERROR_REDIRECT_URL !== undefined && { errorRedirectUrl: patch.ERROR_REDIRECT_URL }),
  };
  if (Object.keys(redirects).length > 0) {
    await tx.updateTable("projects").set(redirects).where("id", "=", id).execute();
  }
}

async function readWith(db: Db, id: ProjectId): Promise<ConfigState> {
  const project = await db
    .selectFrom("projects")
    .select(["successRedirectUrl", "errorRedirectUrl", "version"])
    .where("id", "=", id)
    .executeTakeFirst();
  const addresses = await db
    .selectFrom("webhooks")
    .select(["configKey", "url"])
    .where("projectId", "=", id)
    .where("kind", "=", "static")
    .where("active", "=", true)
    .execute();
  const urlOf = (key: ConfigKey): string | null =>
    addresses.find((row) => row.configKey === key)?.url ?? null;
  const config = {
    PERSON_WEBHOOK_URL: urlOf("PERSON_WEBHOOK_URL"),
    REGISTRATION_WEBHOOK_URL: urlOf("REGISTRATION_WEBHOOK_URL"),
    PHOTO_WEBHOOK_URL: urlOf("PHOTO_WEBHOOK_URL"),
    FOREIGN_WEBHOOK_URL: urlOf("FOREIGN_WEBHOOK_URL"),
    SUCCESS_REDIRECT_URL: project?.successRedirectUrl ?? null,
    ERROR_REDIRECT_URL: project?.errorRedirectUrl ?? null,
  };
  return { config, version: project?.version ?? 0 };
}

function originOf(address: string | null): string | null {
  return address === null ? null : (URL.parse(address)?.origin ?? null);
}
