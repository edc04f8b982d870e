import { allow, createHookResponder, createReceiver, memoryInbox, type Outcome } from "@countersign/receiver";
import { everySample, sampleMessage, sampleSecret } from "@countersign/receiver/testing";
import { createRandom } from "../random.ts";
import { mutate } from "./mutate.ts";

/** What a run found. */
export interface FuzzReport {
  /** how often each outcome occurred, by kind and code */
  outcomes: Record<string, number>;
  /** what must not happen: a throw, or a handler that was called for what was not signed */
  findings: string[];
}

/**
 * Sends changed messages to a receiver and to a hook responder. A message that differs from a
 * signed one in more than the headers that its signature does not cover must not reach a handler:
 * every message that did is compared with the signed ones, byte for byte.
 */
export async function fuzzReceiver(options: { requests: number; seed: number }): Promise<FuzzReport> {
  const random = createRandom(options.seed);
  const report: FuzzReport = { outcomes: {}, findings: [] };
  const now = Date.now();
  const samples = everySample().map(({ type, format }) =>
    sampleMessage(type, { format, id: `evt_${type}_${format}`, sentAt: new Date(now) }),
  );
  let genuine = false;
  const handled = (kind: string) => {
    if (!genuine) report.findings.push(`a forged message reached the ${kind}'s handler`);
  };
  const failed = (error: unknown) => report.findings.push(`the receiver failed: ${error}`);
  const unhandled = (error: unknown) => report.findings.push(`unhandled: ${error}`);
  process.on("unhandledRejection", unhandled);

  const endpoints = [
    createReceiver({
      secrets: [sampleSecret],
      now: () => now,
      inbox: memoryInbox({ maxIds: 10 }),
      maxBodyBytes: 50_000,
      otherwise: () => handled("receiver"),
      onOutcome: (outcome) => {
        count(nameOf(outcome));
        if (outcome.kind === "failed") failed(outcome.error);
      },
    }),
    createHookResponder({
      secrets: [sampleSecret],
      now: () => now,
      on: {
        before_order_add: () => {
          handled("responder");
          return allow();
        },
      },
      onOutcome: (outcome) => {
        if (outcome.kind === "failed") failed(outcome.error);
      },
    }),
  ];

  for (let sent = 0; sent < options.requests; sent++) {
    const request = mutate(random, random.pick(samples), samples);
    genuine = request.genuine;
    const { method, headers, body } = request;
    try {
      await random.pick(endpoints).respond({
        method,
        headers,
        readBody: async () => ({ kind: "read", bytes: new Uint8Array(body) }),
      });
    } catch (error) {
      report.findings.push(`thrown: ${error}`);
    }
  }
  process.off("unhandledRejection", unhandled);
  return report;

  function count(name: string): void {
    report.outcomes[name] = (report.outcomes[name] ?? 0) + 1;
  }
}

function nameOf(outcome: Outcome): string {
  return "problem" in outcome ? `${outcome.kind} ${outcome.problem.code}` : outcome.kind;
}
