import type { ApplicantState, CaptureKind } from "@countersign/wire/browser";
import type { CameraTexts } from "../texts/camera/camera-texts.ts";

const names: Partial<Record<CaptureKind, "straight" | "left" | "right">> = {
  pose_front: "straight",
  pose_left: "left",
  pose_right: "right",
};

/** The poses in the order in which they are asked for, and which are done. */
export function Poses({
  captures,
  current,
  words,
}: {
  captures: ApplicantState["captures"];
  current: CaptureKind;
  words: CameraTexts;
}) {
  return (
    <ol class="poses" aria-label={words.poses.label}>
      {captures.map(({ kind, taken }) => {
        const name = names[kind];
        if (name === undefined) return null;
        return (
          <li key={kind} class={taken ? "done" : ""} aria-current={kind === current ? "step" : undefined}>
            {words.poses[name]}
            {taken && <span class="unseen">, {words.poses.done}</span>}
          </li>
        );
      })}
    </ol>
  );
}
