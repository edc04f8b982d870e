import { expect, test } from "vitest";
import { asSentence, inSentences } from "./sentences.ts";

test("a phrase becomes a sentence", () => {
  expect(asSentence("minor units; at least 0")).toBe("Minor units; at least 0.");
  expect(asSentence("one line")).toBe("One line.");
});

test("a sentence, a name in front and a table stay as they are", () => {
  for (const text of ["A sentence.", "`order`: ascending.", "webhook-id of the event.", "| a | b |"])
    expect(asSentence(text)).toBe(text);
});

test("only descriptions change, and no data", () => {
  const schema = {
    properties: { description: { description: "free text" }, default: { description: "if absent" } },
    default: { description: "as it is" },
  };
  expect(inSentences({ ...schema, example: { description: "as sent" } })).toEqual({
    properties: { description: { description: "Free text." }, default: { description: "If absent." } },
    default: { description: "as it is" },
    example: { description: "as sent" },
  });
});
