import type { TestOutcome } from "@countersign/wire/browser";
import type { Texts } from "../texts/texts.ts";

interface TestOutcomesProps {
  chosen: TestOutcome | null;
  choose: (outcome: TestOutcome | null) => void;
  texts: Texts;
}

/** In a test-mode project the applicant also chooses the outcome. */
export function TestOutcomes({ chosen, choose, texts }: TestOutcomesProps) {
  const choices: ReadonlyArray<[outcome: TestOutcome | null, label: string]> = [
    ["success", texts.test.success],
    ["failure", texts.test.failure],
    [null, texts.test.operator],
  ];
  return (
    <fieldset class="test">
      <legend>{texts.test.heading}</legend>
      {choices.map(([outcome, label]) => (
        <label key={label}>
          <input
            type="radio"
            name="outcome"
            value={outcome ?? "operator"}
            checked={chosen === outcome}
            onChange={() => choose(outcome)}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
