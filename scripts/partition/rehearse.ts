import { cpus } from "node:os";
import { type Account, problemsOf } from "./account.ts";
import { type Cluster, operatorToken, startCluster } from "./cluster.ts";
import type { ClusterPrograms } from "./install.ts";
import { ownAddress } from "./network.ts";
import type { Options } from "./options.ts";
import { reportOf } from "./report.ts";
import { runScenario } from "./run-scenario.ts";
import { scenarios } from "./scenarios.ts";
import { startSink } from "./sink.ts";

const settings = {
  COUNTERSIGN_OPERATOR_TOKEN: operatorToken,
  COUNTERSIGN_OUTBOUND_ALLOW: `${ownAddress}/32`,
};
const acceptsLoss = { ...settings, COUNTERSIGN_ACCEPT_LOSS_OF_EVENTS_ON_FAILOVER: "true" };

/** Runs the scenarios, prints their accounts, and returns whether all is as it must be. */
export async function rehearse(
  options: Options,
  directory: string,
  programs: ClusterPrograms,
): Promise<boolean> {
  const from = performance.now();
  const say = (text: string) =>
    process.stdout.write(`${((performance.now() - from) / 1000).toFixed(0).padStart(4)} s  ${text}\n`);
  say(`three machines on ${cpus().length} cores (${cpus()[0]?.model}), in ${directory}`);
  const cluster = await startCluster(directory, programs);
  const sink = await startSink(ownAddress);
  say("the cluster runs");
  await cluster.startServices(settings);
  say("Countersign runs");

  const accounts: Account[] = [];
  for (const scenario of scenarios.filter(({ name }) => options.scenarios.includes(name))) {
    if (scenario.asynchronous) await makeAsynchronous(cluster);
    say(`${scenario.says} …`);
    const ownSettings = scenario.asynchronous ? acceptsLoss : settings;
    accounts.push(await runScenario(scenario, { cluster, sink }, options, ownSettings, say));
    say(`done\n${reportOf(accounts.slice(-1))}`);
  }
  const problems = accounts.flatMap((account) => problemsOf(account, options.events));
  say(`the end\n\n${reportOf(accounts)}\n`);
  for (const problem of problems) process.stdout.write(`FAILED ${problem}\n`);
  return problems.length === 0;
}

async function makeAsynchronous(cluster: Cluster): Promise<void> {
  for (const machine of cluster.machines) await machine.stopService();
  await cluster.setAsynchronous();
  await cluster.startServices(acceptsLoss);
}
