import { expect, test } from "vitest";
import { passwordProblem } from "./password-rules.ts";

const person = { name: "Ann Oak", email: "ann.oak@maple.example" };

test.each(["plum-kettle-orbit-7", "четыре разных слова", "x7#Qm!2vK$9p", "🦊🐻🌲🏔️🚲🎻🧭🪐🍋🧩🪁🛶"])(
  "%s is a password",
  (password) => expect(passwordProblem(password, person)).toBeNull(),
);

test("a password has 12 to 128 characters, however many bytes they take", () => {
  expect(passwordProblem("x7#Qm!2vK$9", person)).toBe("must have at least 12 characters");
  const long = "x7#Qm!2vK$9p".repeat(11);
  expect(passwordProblem(long.slice(0, 128), person)).toBeNull();
  expect(passwordProblem(long.slice(0, 129), person)).toBe("must have at most 128 characters");
});

test.each([
  "aaaaaaaaaaaaaa",
  "abababababababab",
  "qwertyuiopasdf",
  "123456789012345",
  "zyxwvutsrqponm",
  "countersign1234",
  "ПарольПароль12",
  "AnnOakAnnOak12",
  "maple-maple-99",
])("%s is too easy to guess", (password) =>
  expect(passwordProblem(password, person)).toMatch(/^is too easy to guess/),
);
