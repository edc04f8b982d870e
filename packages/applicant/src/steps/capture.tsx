import type { ApplicantState, CaptureKind } from "@countersign/wire/browser";
import { useEffect, useRef, useState } from "preact/hooks";
import { aspects, hasZone, shapeOf } from "../camera/shape.ts";
import { pictureFromFile, pictureFromVideo } from "../camera/still.ts";
import { useCamera } from "../camera/use-camera.ts";
import { useGuide } from "../guide/use-guide.ts";
import type { CameraTexts } from "../texts/camera/camera-texts.ts";
import type { Texts } from "../texts/texts.ts";
import type { SessionView } from "../use-session.ts";
import { CameraTroubleStep } from "./camera-trouble.tsx";
import { CancelButton } from "./cancel-button.tsx";
import { FileChoice } from "./file-choice.tsx";
import { Heading } from "./heading.tsx";
import { PhotoNotice } from "./notice.tsx";
import { PictureReview, type Taken } from "./picture-review.tsx";
import { Poses } from "./poses.tsx";
import { Viewfinder } from "./viewfinder.tsx";

interface CaptureProps {
  session: SessionView;
  state: ApplicantState;
  kind: CaptureKind;
  /** The number of this picture and how many there are. */
  place: { n: number; of: number };
  /** In test mode the last picture is sent with the outcome that the applicant chooses. */
  choosesOutcome: boolean;
  texts: Texts;
  words: CameraTexts;
}

/**
 * Takes one picture: with the camera, which the page releases by itself where it can read the document or see the pose,
 * or from a file. Shows it, and sends it when the applicant confirms; poses that the page took itself are sent at once.
 */
export function Capture({ session, state, kind, place, choosesOutcome, texts, words }: CaptureProps) {
  const { documentType } = state;
  const shape = shapeOf(kind, documentType);
  const [taken, setTaken] = useState<Taken | null>(null);
  const [unreadable, setUnreadable] = useState(false);
  const camera = useCamera(taken === null, shape === "face" ? "user" : "environment");
  const seen = useGuide(camera, kind, documentType, taken === null);
  const taking = useRef(false);

  const use = (picture: Blob | null, more: Omit<Taken, "picture">) => {
    setUnreadable(picture === null);
    if (picture !== null) setTaken({ picture, ...more });
    return picture;
  };
  const take = async () => {
    if (taking.current || camera.video.current === null) return null;
    taking.current = true;
    const picture = await pictureFromVideo(camera.video.current, aspects[shape]);
    taking.current = false;
    return use(picture, { source: "camera", zone: seen?.zone ?? null });
  };
  const isPose = kind.startsWith("pose_");
  // Each look decides once.
  useEffect(() => {
    if (!seen?.ready || taken !== null || session.busy) return;
    void take().then((picture) => {
      if (picture !== null && isPose && !choosesOutcome)
        session.capture(picture, { kind, source: "camera" }, null);
    });
  }, [seen]);

  const choose = async (file: File) => use(await pictureFromFile(file), { source: "file", zone: null });
  const problem = unreadable ? "image_unreadable" : session.problem;
  const { heading, hint } = texts.capture.pictures[kind];
  const progress = (
    <>
      {isPose && <Poses captures={state.captures} current={kind} words={words} />}
      {!isPose && place.of > 1 && <p class="hint">{texts.capture.step(place.n, place.of)}</p>}
    </>
  );

  if (taken !== null) {
    return (
      <>
        {progress}
        <PictureReview
          session={session}
          taken={taken}
          kind={kind}
          shape={shape}
          problem={problem}
          choosesOutcome={choosesOutcome}
          retake={() => setTaken(null)}
          texts={texts}
          words={words}
        />
      </>
    );
  }
  if (camera.state !== "starting" && camera.state !== "on") {
    return (
      <>
        {progress}
        <CameraTroubleStep trouble={camera.state} retry={camera.retry} words={words}>
          <PhotoNotice code={problem} texts={texts} />
          {state.filesAllowed && <FileChoice choose={choose} texts={texts} />}
          <button type="button" class="quiet" onClick={session.handOver}>
            {texts.onPhone}
          </button>
          <CancelButton label={texts.capture.cancel} session={session} texts={texts} />
        </CameraTroubleStep>
      </>
    );
  }
  return (
    <>
      {progress}
      <Heading>{heading}</Heading>
      <p>{hint}</p>
      <Viewfinder camera={camera} shape={shape} seen={seen} words={words} />
      {hasZone(kind, documentType) && camera.state === "on" && <p class="hint small">{words.byItself}</p>}
      <PhotoNotice code={problem} texts={texts} />
      <div class="actions">
        <button type="button" class="primary" disabled={camera.state !== "on"} onClick={take}>
          {texts.capture.take}
        </button>
        {state.filesAllowed && <FileChoice choose={choose} texts={texts} />}
        <CancelButton label={texts.capture.cancel} session={session} texts={texts} />
      </div>
    </>
  );
}
