import type { AddressRules } from "./address-rules.ts";
import { fingerprintOf } from "./client-certificate.ts";
import type { ClientCertificate } from "./contract.ts";
import type { DialResult } from "./dial.ts";
import type { Permissions } from "./permissions.ts";
import { createPool, type Pool } from "./pool.ts";
import type { Target } from "./target.ts";
import type { TimeLimit } from "./time-limit.ts";

/** One project, or the service itself: what it may reach, and its own connections. */
export interface Tenant {
  /** Whose budget pays for lookups. */
  readonly owner: string;
  readonly permissions: Permissions;
  /** Connections to the target for requests under these `rules`. */
  poolOf(target: Target, rules: AddressRules, certificate: ClientCertificate | undefined): Pool;
}

export interface Tenants {
  of(projectId: string | null): Tenant;
  /** Closes idle connections now and the others when they are returned. */
  retire(): void;
}

export interface TenantsOptions {
  permissionsOf: (projectId: string | null) => Permissions;
  maxConnectionsPerOrigin: number;
  maxConnectionsPerProject: number;
  maxWaitingPerOrigin: number;
  dial: (
    tenant: Tenant,
    rules: AddressRules,
    target: Target,
    certificate: ClientCertificate | undefined,
    limit: TimeLimit,
  ) => Promise<DialResult>;
}

/**
 * Pools by project: with shared connections, a project would depend on how another left them, and
 * on how many it uses. Pools by rules as well: a connection that was opened under one purpose's
 * exemption must not serve another purpose's request. Tenants are never forgotten: there are as
 * many as projects that made a call.
 */
export function createTenants(options: TenantsOptions): Tenants {
  const tenants = new Map<string | null, Tenant & { pools(): Iterable<Pool> }>();

  function of(projectId: string | null): Tenant {
    const known = tenants.get(projectId);
    if (known) return known;
    const made = create(projectId);
    tenants.set(projectId, made);
    return made;
  }

  function create(projectId: string | null): Tenant & { pools(): Iterable<Pool> } {
    const byRules = new Map<AddressRules, Map<string, Pool>>();
    let open = 0;

    const share = {
      take(): boolean {
        if (open >= options.maxConnectionsPerProject && !closeAnIdleOne()) return false;
        open++;
        return true;
      },
      give(): void {
        open--;
      },
    };

    function closeAnIdleOne(): boolean {
      for (const pool of pools()) if (pool.closeIdle()) return true;
      return false;
    }

    function* pools(): Iterable<Pool> {
      for (const ofRules of byRules.values()) yield* ofRules.values();
    }

    const tenant = {
      owner: projectId ?? "",
      permissions: options.permissionsOf(projectId),
      pools,
      poolOf(target: Target, rules: AddressRules, certificate: ClientCertificate | undefined): Pool {
        const name =
          certificate === undefined ? target.origin : `${target.origin} ${fingerprintOf(certificate)}`;
        const ofRules = byRules.get(rules) ?? new Map<string, Pool>();
        byRules.set(rules, ofRules);
        const known = ofRules.get(name);
        if (known) return known;
        const pool = createPool({
          origin: target.origin,
          maxConnections: options.maxConnectionsPerOrigin,
          maxWaiting: options.maxWaitingPerOrigin,
          share,
          dial: (limit) => options.dial(tenant, rules, target, certificate, limit),
          onEmpty: () => byRules.get(rules)?.delete(name),
        });
        ofRules.set(name, pool);
        return pool;
      },
    };
    return tenant;
  }

  function retire(): void {
    for (const tenant of tenants.values()) for (const pool of tenant.pools()) pool.retire();
  }

  return { of, retire };
}
