import type { Account } from "./account.ts";

const head = [
  ...["what happened", "accepted", "lost", "doubled", "out of order", "accepted inside"],
  ...["gap s", "noticed", "lease", "promotion", "reconnect"],
];

/** The accounts as a table in Markdown; times are seconds. */
export function reportOf(accounts: readonly Account[]): string {
  const rows = accounts.map(({ scenario, lost, parts, gapMs, acceptedInside, ...account }) => [
    scenario.says,
    ...[account.accepted, lost.length, account.doubled, account.inversions, acceptedInside ?? "–"],
    seconds(gapMs),
    ...[parts?.noticedMs, parts?.leaseMs, parts?.promotionMs, parts?.reconnectMs].map(seconds),
  ]);
  return [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

function seconds(ms: number | null | undefined): string {
  return ms === null || ms === undefined || Number.isNaN(ms) ? "–" : (ms / 1000).toFixed(1);
}
