import type { CaptureKind, TestOutcome } from "@countersign/wire/browser";
import { useEffect, useState } from "preact/hooks";
import { pictureFromFile, pictureFromVideo } from "../picture.ts";
import type { Texts } from "../texts/texts.ts";
import { useCamera } from "../use-camera.ts";
import type { SessionView } from "../use-session.ts";
import { CancelButton } from "./cancel-button.tsx";
import { Heading } from "./heading.tsx";
import { Notice } from "./notice.tsx";
import { TestOutcomes } from "./test-outcomes.tsx";

interface CaptureProps {
  session: SessionView;
  kind: CaptureKind;
  /** The number of this picture and how many there are. */
  place: { n: number; of: number };
  /** In test mode the last picture is sent with the outcome that the applicant chooses. */
  choosesOutcome: boolean;
  texts: Texts;
}

const papers: ReadonlySet<CaptureKind> = new Set(["document_front", "document_back"]);

/** Takes a picture with the camera or from a file, shows it, and sends it when the applicant confirms. */
export function Capture({ session, kind, place, choosesOutcome, texts }: CaptureProps) {
  const [picture, setPicture] = useState<Blob | null>(null);
  const [unreadable, setUnreadable] = useState(false);
  const [outcome, setOutcome] = useState<TestOutcome | null>("success");
  const { video, camera } = useCamera(picture === null, papers.has(kind) ? "environment" : "user");
  const preview = useObjectUrl(picture);

  const use = (taken: Blob | null) => {
    setUnreadable(taken === null);
    if (taken !== null) setPicture(taken);
  };
  const problem = unreadable ? "image_unreadable" : session.problem;
  const { heading, hint } = texts.capture.pictures[kind];
  const shape = papers.has(kind) ? "paper" : "face";

  return (
    <>
      {place.of > 1 && <p class="hint">{texts.capture.step(place.n, place.of)}</p>}
      <Heading>{heading}</Heading>
      <p>{camera === "unavailable" && picture === null ? texts.capture.noCamera : hint}</p>
      {preview !== null ? (
        <img class={shape} src={preview} alt={heading} />
      ) : (
        <video
          class={shape === "face" ? "face mirrored" : "paper"}
          ref={video}
          autoPlay
          playsInline
          muted
          hidden={camera === "unavailable"}
        />
      )}
      <Notice code={problem} texts={texts} />
      {picture !== null && choosesOutcome && (
        <TestOutcomes chosen={outcome} choose={setOutcome} texts={texts} />
      )}
      <div class="actions">
        {picture !== null ? (
          <>
            <button
              type="button"
              class="primary"
              disabled={session.busy}
              onClick={() => session.capture(picture, kind, choosesOutcome ? outcome : null)}
            >
              {session.busy ? texts.capture.sending : texts.capture.send}
            </button>
            <button type="button" class="quiet" disabled={session.busy} onClick={() => setPicture(null)}>
              {texts.capture.retake}
            </button>
          </>
        ) : (
          <>
            {camera !== "unavailable" && (
              <button
                type="button"
                class="primary"
                disabled={camera !== "on"}
                onClick={async () => video.current && use(await pictureFromVideo(video.current))}
              >
                {texts.capture.take}
              </button>
            )}
            <label class={camera === "unavailable" ? "button primary" : "button quiet"}>
              {texts.capture.upload}
              <input
                type="file"
                accept="image/*"
                onChange={async (event) => {
                  const [file] = event.currentTarget.files ?? [];
                  if (file) use(await pictureFromFile(file));
                }}
              />
            </label>
            <CancelButton label={texts.capture.cancel} session={session} texts={texts} />
          </>
        )}
      </div>
    </>
  );
}

function useObjectUrl(blob: Blob | null): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (blob === null) {
      setUrl(null);
      return;
    }
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return url;
}
