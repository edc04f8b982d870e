import { type Grey, toGrey } from "../../picture/plane.ts";
import type { Page } from "../document/page.ts";
import type { Level } from "../levels.ts";
import type { Random } from "../random.ts";
import { backdrop, expose } from "./expose.ts";
import { loseDetail } from "./jpeg-loss.ts";
import { type Obstacles, placeFingers, placeGlares } from "./obstacles.ts";
import { blur, sharpen, smear } from "./optics.ts";
import { addNoise, develop } from "./sensor.ts";
import type { View } from "./view.ts";

/**
 * Photographs a page under a level's conditions: light, obstacles, lens, movement, sensor, the
 * phone's processing, JPEG. `blurScale` adapts a level's lengths to pictures of another size.
 */
export function photograph(
  random: Random,
  page: Page,
  view: View,
  level: Level,
  picture: { width: number; height: number; blurScale: number },
): Grey {
  const { blurScale } = picture;
  const scene = backdrop(random, picture.width, picture.height);
  const [shade, angle] = [random.between(0, level.shade), random.between(0, 2 * Math.PI)];
  expose(scene, page, view, obstaclesOf(random, page, level), {
    base: random.between(1 - level.shade, 1.05),
    acrossX: shade * Math.cos(angle),
    acrossY: shade * Math.sin(angle),
  });
  let taken = blur(scene, level.defocus * random.between(0.5, 1) * blurScale);
  if (random.chance(0.5))
    taken = smear(taken, level.motion * random.between(0.3, 1) * blurScale, random.between(0, Math.PI));
  addNoise(taken, random, level.noise * random.between(0.3, 1));
  // The phone's processing: less noise, sharper edges, more contrast.
  if (random.chance(0.3)) taken = blur(taken, random.between(0.4, 0.9) * blurScale);
  if (random.chance(0.6))
    taken = sharpen(taken, level.sharpening * random.between(0.2, 1), random.between(0.8, 2) * blurScale);
  develop(taken, random.between(0.85, 1.2), random.between(-15, 15));
  loseDetail(taken, random.between(...level.quality));
  return toGrey(taken);
}

/** A covered zone has either a glare or fingers over it; all others have theirs next to it. */
function obstaclesOf(random: Random, page: Page, level: Level): Obstacles {
  const fingersOver = level.covered && random.chance(0.5);
  const glareOver = level.covered && !fingersOver;
  const fingers = random.chance(level.fingersShare) ? placeFingers(random, page, fingersOver) : [];
  const strength = glareOver ? random.between(0.8, 2) : level.glare * random.next();
  const glares = random.chance(level.glareShare) ? placeGlares(random, page, strength, glareOver) : [];
  return { fingers, glares };
}
