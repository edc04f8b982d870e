import weightsUrl from "@countersign/faces/models/detector.bin?url";
import type { CaptureKind } from "@countersign/wire/browser";
import { type FaceLook, seenFaces } from "./face-hint.ts";
import type { FaceRequest } from "./face-worker.ts";
import type { Guide } from "./guide.ts";
import type { Seen } from "./hints.ts";
import { greyOf, measure } from "./measure.ts";
import { type WorkerCall, workerCall } from "./worker-call.ts";

/** How many looks in a row must find the head as asked for. */
const looksToHold = 2;

/**
 * Guides a picture of a face. With `finds`, the face is looked for, as soon as the model is there: until then, and if it
 * can't be loaded, light alone is judged.
 */
export function faceGuide(kind: CaptureKind, finds: boolean): Guide {
  let finder: WorkerCall<FaceRequest, FaceLook[]> | null = null;
  let stopped = false;
  let held = 0;
  const load = async () => {
    const response = await fetch(weightsUrl);
    if (!response.ok || stopped) return;
    const weights = await response.arrayBuffer();
    if (stopped) return;
    const worker = new Worker(new URL("./face-worker.ts", import.meta.url), { type: "module" });
    const call = workerCall<FaceRequest, FaceLook[]>(worker);
    await call.ask({ weights }, [weights]);
    if (stopped) call.stop();
    else finder = call;
  };
  // Without the model there is less advice, and no less of a picture.
  if (finds) load().catch(() => undefined);
  return {
    width: 360,
    async look(frame): Promise<Seen> {
      const light = measure(greyOf(frame));
      const faces = (await finder?.ask({ picture: frame }, [])) ?? null;
      const seen = seenFaces(kind, light, faces);
      held = seen.ready ? held + 1 : 0;
      return { ...seen, ready: held >= looksToHold };
    },
    stop: () => {
      stopped = true;
      finder?.stop();
    },
  };
}
