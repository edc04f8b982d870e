import { Checkbox } from "../../parts/checkbox.tsx";
import { Group } from "../../parts/group.tsx";
import { Note } from "../../parts/note.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { fieldTexts } from "./field-texts.ts";
import { type FlagName, flagNames, modeOf, obstacleTo, obstacleToWaiting } from "./flags.ts";
import { useWebhookForm } from "./form-context.ts";
import { texts } from "./texts.ts";

/**
 * The three flags. One that would contradict can't be ticked, and says why in its place; below them
 * stands what they mean together.
 */
export function FlagFields() {
  const t = useTexts(texts);
  const labels = useTexts(fieldTexts);
  const { draft, set, errorOf } = useWebhookForm();
  const mode = modeOf(draft, draft.events);
  const reason = (flag: FlagName): string | null => {
    const obstacle =
      flag === "awaitAnswer" && draft.awaitAnswer
        ? obstacleToWaiting(draft.events)
        : obstacleTo(flag, draft, draft.events);
    if (obstacle === null) return null;
    if (obstacle.kind === "contradicts")
      return t.obstacle.contradicts(obstacle.flags.map((each) => t.quoted(labels[each])).join(t.and));
    if (obstacle.kind === "mixed") return t.obstacle.mixed;
    return t.obstacle.happened(draft.events.find((type) => !/^(before|after|on)_/.test(type)) ?? "");
  };
  return (
    <Group legend={labels.flags}>
      {flagNames.map((flag) => {
        const why = reason(flag);
        return (
          <Checkbox
            key={flag}
            label={labels[flag]}
            hint={why ?? t.flagHints[flag]}
            checked={draft[flag]}
            disabled={why !== null && !draft[flag]}
            invalid={why !== null && draft[flag]}
            onChange={(on) => set({ [flag]: on })}
          />
        );
      })}
      {errorOf("flags") && <Note look="bad">{errorOf("flags")}</Note>}
      <Note look={mode === null ? "bad" : "info"} live>
        {mode === null ? (
          t.mode.none
        ) : (
          <>
            <b>
              <code>{mode.replace("_", "-")}</code>
            </b>
            : {t.mode[mode]}
          </>
        )}
      </Note>
    </Group>
  );
}
