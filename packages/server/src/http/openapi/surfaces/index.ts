import { ableId } from "./able-id.ts";
import { applicant } from "./applicant.ts";
import { loveAndPay } from "./love-and-pay.ts";
import { manage } from "./manage.ts";
import { rarus } from "./rarus.ts";
import { service } from "./service.ts";
import type { Surface } from "./surface.ts";
import { treezor } from "./treezor.ts";

export { headerParameters, type Surface, securitySchemes } from "./surface.ts";

/** Every surface; a path belongs to the first one that matches it. */
export const surfaces: readonly Surface[] = [manage, ableId, loveAndPay, treezor, rarus, applicant, service];

/** The surface that a path belongs to. */
export function surfaceOf(path: string): Surface {
  return surfaces.find(({ owns }) => owns(path)) ?? service;
}
