import { readMrz, zonePicture } from "@countersign/mrz";
import { decodePicture, modelHash } from "@countersign/mrz/node";
import { greyPng } from "./png.ts";
import { qualityOf } from "./quality.ts";
import type { LookTask, ReadZone, Sight } from "./sight.ts";

/** More than cameras of telephones send in 6 MiB; decoding takes some 9 bytes for each pixel. */
export const maxPixels = 24_000_000;
const longestSearchMs = 4000;

/** Looks at one picture: decodes it, measures it and reads its zone. Never rejects, whatever the bytes. */
export async function look({
  picture,
  zone: wanted,
  searchMs = longestSearchMs,
  now,
}: LookTask): Promise<Sight> {
  const timer = stopwatch();
  const decoded = await decodePicture(picture, { maxPixels });
  if (!decoded.ok) return decoded;
  const decode = timer();
  const { grey } = decoded;
  const reading = wanted ? readMrz(grey, { timeLimitMs: searchMs, clock: passingFrom(now) }) : null;
  const crop = reading?.found ? zonePicture(grey, reading.place) : null;
  const zone = timer();
  const quality = qualityOf(grey, crop);
  return {
    ok: true,
    width: grey.width,
    height: grey.height,
    quality,
    zone: reading?.found ? zoneOf(reading) : null,
    zonePicture: crop && greyPng(crop),
    model: modelHash,
    cpu: { decode, zone, quality: timer() },
  };
}

function zoneOf(reading: Extract<ReturnType<typeof readMrz>, { found: true }>): ReadZone {
  const { format, lines, fields, checkDigits, problems, confidence, trusted } = reading;
  const { mean, least } = confidence;
  return { format, lines, fields, checkDigits, problems, confidence: { mean, least }, trusted };
}

/** The time that was given, going on. */
function passingFrom(now: number): () => number {
  const started = performance.now();
  return () => now + (performance.now() - started);
}

/** Milliseconds of processor time since the last call. */
export function stopwatch(): () => number {
  let before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    before = process.cpuUsage();
    return (user + system) / 1000;
  };
}
