import { createRandom } from "@countersign/fuzz/random";
import { identify, importPeople } from "./bank.ts";
import { OutcomeUnknown, Refused, Stopped } from "./client.ts";
import type { LoadContext } from "./context.ts";
import { eraseSubject, recordBatch, recordFormats, recordInOrder, recordOne } from "./events.ts";
import { keepUser } from "./fintech.ts";
import { intercept, register } from "./loyalty.ts";
import { look, replay } from "./operators.ts";
import { verify } from "./shop.ts";

/** A part of the load: what it does, and how often a second at a rate of 1. */
interface Part {
  name: string;
  perSecond: number;
  /** How many of it may be under way at once; 1 by default. */
  copies?: number;
  run(context: LoadContext): Promise<unknown>;
}

const lanes = 20;
/** Calls of which nobody knows whether they were done, as the service told. */
const unknown = "outcome unknown";

const parts: readonly Part[] = [
  { name: "events", perSecond: 10, copies: 8, run: recordOne },
  { name: "batches", perSecond: 0.5, run: recordBatch },
  { name: "wire formats", perSecond: 1.5, run: recordFormats },
  ...Array.from({ length: lanes }, (_, lane) => ({
    name: `order ${lane}`,
    perSecond: 0.5,
    run: recordInOrder(`lane-${lane}`),
  })),
  { name: "erasures", perSecond: 0.5, run: eraseSubject },
  { name: "identifications", perSecond: 0.7, run: identify },
  { name: "document sessions", perSecond: 0.3, run: verify },
  { name: "users", perSecond: 0.4, run: keepUser },
  { name: "registrations", perSecond: 1, run: register },
  { name: "interceptions", perSecond: 1, run: intercept },
  { name: "imports", perSecond: 0.05, run: importPeople },
  { name: "replays", perSecond: 0.2, run: replay },
  { name: "looks", perSecond: 1, run: look },
];

/** A running load. */
export interface Load {
  /** How often each part was done, orders together. */
  done(): Record<string, number>;
  /** What a part got that it didn't expect. */
  findings(): string[];
  /** Resolves once nothing more is sent; `client.stop` ends what hangs. */
  end(): Promise<void>;
}

/**
 * Does each part at its rate, times `rate`; never the same part twice at once, so that no part's backlog grows while a fault
 * is on, but the single events, of which several are under way.
 */
export function startLoad(context: LoadContext, options: { rate: number; seed: number }): Load {
  const done = new Map<string, number>();
  const findings: string[] = [];
  const stopping = new AbortController();
  const work = async (part: Part, copies: number, nth: number) => {
    const own = { ...context, random: createRandom(options.seed + nth) };
    const everyMs = (1000 * copies) / (part.perSecond * options.rate);
    const name = part.name.split(" ")[0] === "order" ? "ordered events" : part.name;
    for (let next = Date.now() + own.random.fraction() * everyMs; !stopping.signal.aborted; ) {
      await pause(next - Date.now(), stopping.signal);
      if (stopping.signal.aborted) return;
      next = Math.max(next + everyMs, Date.now());
      try {
        await part.run(own);
        done.set(name, (done.get(name) ?? 0) + 1);
      } catch (error) {
        if (error instanceof Stopped) return;
        if (error instanceof OutcomeUnknown) {
          done.set(unknown, (done.get(unknown) ?? 0) + 1);
          continue;
        }
        const message = error instanceof Refused ? error.message : String((error as Error).stack);
        findings.push(`${new Date().toISOString()} ${part.name}: ${message}`);
      }
    }
  };
  const workers = parts.flatMap((part, at) => {
    const { copies = 1 } = part;
    return Array.from({ length: copies }, (_, copy) => work(part, copies, at * 100 + copy));
  });
  const ended = Promise.all(workers);
  return {
    done: () => Object.fromEntries(done),
    findings: () => findings,
    async end() {
      stopping.abort();
      await ended;
    },
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms <= 0 || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const over = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", over);
      resolve();
    };
    const timer = setTimeout(over, ms);
    signal.addEventListener("abort", over);
  });
}
