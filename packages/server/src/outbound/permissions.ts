import { type AddressRules, createAddressRules } from "./address-rules.ts";
import { parseAllowList } from "./allow-list.ts";
import { type Purpose, purposes } from "./contract.ts";

/** The address rules of each purpose. Purposes with the same exemptions share an object. */
export type Permissions = Readonly<Record<Purpose, AddressRules>>;

/**
 * The rules for each caller. Throws a clear error for an invalid entry of `allow`.
 *
 * @returns the permissions of a project; for null those of the service itself.
 */
export function createPermissions(allow: readonly string[]): (projectId: string | null) => Permissions {
  const entries = parseAllowList(allow);
  const byExemptions = new Map<string, AddressRules>();

  function rulesFor(purpose: Purpose, projectId: string | null): AddressRules {
    const own = entries.filter(
      (entry) =>
        (entry.purpose === null || entry.purpose === purpose) &&
        (entry.projectId === null || entry.projectId === projectId),
    );
    const exemptions = own.map(({ cidr: [network, bits] }) => `${network}/${bits}`);
    const key = [...new Set(exemptions)].sort().join(" ");
    const known = byExemptions.get(key);
    if (known) return known;
    const rules = createAddressRules(own.map(({ cidr }) => cidr));
    byExemptions.set(key, rules);
    return rules;
  }

  const permissionsFor = (projectId: string | null): Permissions =>
    Object.fromEntries(purposes.map((purpose) => [purpose, rulesFor(purpose, projectId)])) as Permissions;
  const named = new Map(
    entries.flatMap(({ projectId }) => (projectId === null ? [] : [[projectId, permissionsFor(projectId)]])),
  );
  const others = permissionsFor(null);
  return (projectId) => (projectId === null ? others : (named.get(projectId) ?? others));
}
