import { type ChangeSource, type CreateSource, type FieldProblem, newId } from "@countersign/wire";
import type { Tx } from "../../db/index.ts";
import type { RegistryDeps } from "../deps.ts";
import { sealContext } from "../seal-contexts.ts";
import { mappingProblems } from "./mapping.ts";
import { type CallableSource, findSource } from "./source.ts";

/**
 * Returns why these settings can't be saved, or null. `address`: calls to the URL are not allowed. Resolves the URL's
 * host, so it runs before the transaction that saves.
 */
export async function sourceProblems(
  deps: Pick<RegistryDeps, "outbound">,
  input: Pick<ChangeSource, "url" | "mapping">,
): Promise<{ problems: FieldProblem[]; address: boolean } | null> {
  const problems = input.mapping ? mappingProblems(input.mapping) : [];
  if (problems.length > 0) return { problems, address: false };
  if (input.url === undefined) return null;
  if (new URL(input.url).search !== "")
    return {
      problems: [{ field: "url", problem: "must not have a query: paths are appended to it" }],
      address: false,
    };
  const refused = await deps.outbound.checkAddress(input.url, { purpose: "registry", projectId: null });
  return refused ? { problems: [{ field: "url", problem: refused.detail }], address: true } : null;
}

/** Saves a new source whose settings passed `sourceProblems`. */
export async function createSource(deps: RegistryDeps, tx: Tx, input: CreateSource): Promise<CallableSource> {
  const id = newId("registrySource", deps.clock, deps.random);
  const { apiKey, url, order: position, ...rest } = input;
  await tx
    .insertInto("registrySources")
    .values({
      ...rest,
      position,
      id,
      url: withoutSlash(url),
      apiKeySealed: sealedKey(deps, id, apiKey),
      createdAt: new Date(deps.clock()),
    })
    .execute();
  const source = await findSource(tx, id);
  if (!source) throw new Error("the source that was just written does not exist");
  return source;
}

/** The result of a change. `stale`: the source has another version than the change was meant for. */
export type SourceChange =
  | { kind: "changed"; source: CallableSource }
  | { kind: "refused"; problems: FieldProblem[] }
  | { kind: "stale"; version: number }
  | { kind: "unknown" };

/**
 * Changes the given settings if `isMeant` accepts the source's version. A URL of another origin requires the key as well
 * (or `apiKey: null`), so that a key is never sent to a host that it was not set for.
 */
export async function changeSource(
  deps: RegistryDeps,
  tx: Tx,
  id: string,
  input: ChangeSource,
  isMeant: (version: number) => boolean = () => true,
): Promise<SourceChange> {
  const before = await lockSource(tx, id);
  if (!before) return { kind: "unknown" };
  if (!isMeant(before.version)) return { kind: "stale", version: before.version };
  const { apiKey, url, name, timeoutMs, mapping, order: position, active } = input;
  const moves = url !== undefined && new URL(url).origin !== new URL(before.url).origin;
  if (moves && before.hasApiKey && apiKey === undefined)
    return {
      kind: "refused",
      problems: [{ field: "apiKey", problem: "must be given again for another host, or be null" }],
    };
  const changes = {
    ...(name !== undefined && { name }),
    ...(url !== undefined && { url: withoutSlash(url) }),
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(mapping !== undefined && { mapping }),
    ...(position !== undefined && { position }),
    ...(active !== undefined && { active }),
    ...(apiKey !== undefined && { apiKeySealed: sealedKey(deps, id, apiKey) }),
  };
  if (Object.keys(changes).length > 0)
    await tx
      .updateTable("registrySources")
      .set({ ...changes, version: before.version + 1 })
      .where("id", "=", id)
      .execute();
  const source = await findSource(tx, id);
  return source === null ? { kind: "unknown" } : { kind: "changed", source };
}

/** Removes the source if `isMeant` accepts its version. */
export async function removeSource(
  tx: Tx,
  id: string,
  isMeant: (version: number) => boolean = () => true,
): Promise<{ kind: "removed" } | { kind: "stale"; version: number } | { kind: "unknown" }> {
  const before = await lockSource(tx, id);
  if (!before) return { kind: "unknown" };
  if (!isMeant(before.version)) return { kind: "stale", version: before.version };
  await tx.deleteFrom("registrySources").where("id", "=", id).execute();
  return { kind: "removed" };
}

async function lockSource(tx: Tx, id: string): Promise<CallableSource | null> {
  await tx.selectFrom("registrySources").select("id").where("id", "=", id).forUpdate().execute();
  return findSource(tx, id);
}

function sealedKey(deps: RegistryDeps, id: string, apiKey: string | null): Buffer | null {
  return apiKey === null ? null : deps.keyring.system.seal(apiKey, sealContext.sourceKey(id));
}

function withoutSlash(url: string): string {
  return new URL(url).href.replace(/\/+$/, "");
}
