import { expect, test } from "vitest";
import { createRandom } from "../../random.ts";
import { earlyReturnAfterHmac, earlyReturnAlone } from "./early-return.ts";
import { findDifference } from "./find-difference.ts";
import { endpointSubjects, ownComparison } from "./subjects.ts";

/**
 * The short form of `npm run fuzz:receiver -- --timing`. It decides on large differences alone, so
 * that it is right on a slow or busy machine: the classes take turns in random order, and chance
 * makes none of half a standard deviation out of hundreds of measurements.
 */
const random = createRandom(20_261_129);
const search = { rounds: 1000, significance: 10, effect: 0.5, random };

test("the time of the receiver's comparison does not depend on where a signature differs", async () => {
  expect(await findDifference(ownComparison(random), search)).toMatchObject({ differs: false });
});

test("the time of a 401 does not depend on where a signature differs, in any format", async () => {
  const subjects = await endpointSubjects(random);
  expect(subjects).toHaveLength(6);
  for (const subject of subjects)
    expect([subject.name, await findDifference(subject, { ...search, rounds: 250 })]).toMatchObject([
      subject.name,
      { differs: false },
    ]);
});

test("a comparison that returns early is found, alone and behind an HMAC", async () => {
  const controls = [earlyReturnAlone(random), await earlyReturnAfterHmac(2 ** 16, random)];
  for (const control of controls) {
    // Its difference is large; once, a machine may be too busy to see it.
    let found = await findDifference(control, { ...search, rounds: 150 });
    for (let tries = 1; tries < 5 && !found.differs; tries++) found = await findDifference(control, search);
    expect([control.name, found]).toMatchObject([control.name, { differs: true }]);
  }
});
