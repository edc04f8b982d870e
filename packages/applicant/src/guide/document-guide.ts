import { documentHint } from "./document-hint.ts";
import type { Guide } from "./guide.ts";
import type { Seen } from "./hints.ts";
import { difference, type Grey, greyOf, measure } from "./measure.ts";
import { workerCall } from "./worker-call.ts";
import type { ZoneResponse } from "./zone-worker.ts";

/**
 * Guides the picture of a document's side. With `reads`, its machine-readable zone is looked for: the picture is ready
 * once two looks in a row read the same.
 */
export function documentGuide(side: "zone" | "no-zone", reads: boolean): Guide {
  const reader = reads
    ? workerCall<Grey, ZoneResponse>(
        new Worker(new URL("./zone-worker.ts", import.meta.url), { type: "module" }),
      )
    : null;
  let previous: { grey: Grey; lines: string | null } | null = null;
  return {
    width: 1280,
    async look(frame): Promise<Seen> {
      const grey = greyOf(frame);
      const response = (await reader?.ask(grey, [])) ?? null;
      const zone = response?.read ?? null;
      const motion = previous === null ? 0 : difference(previous.grey, grey);
      const same = zone !== null && zone.lines === previous?.lines;
      previous = { grey, lines: zone?.lines ?? null };
      const hint = documentHint(measure(grey), motion, response?.look ?? null, side);
      return { hint, ready: same && side === "zone", zone, progress: null };
    },
    stop: () => reader?.stop(),
  };
}
