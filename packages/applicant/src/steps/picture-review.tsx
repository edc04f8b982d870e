import type { CaptureKind, CaptureSource, TestOutcome } from "@countersign/wire/browser";
import { useEffect, useState } from "preact/hooks";
import type { Shape } from "../camera/shape.ts";
import type { ZoneRead } from "../guide/hints.ts";
import type { CameraTexts } from "../texts/camera/camera-texts.ts";
import type { Texts } from "../texts/texts.ts";
import type { SessionView } from "../use-session.ts";
import { Heading } from "./heading.tsx";
import { PhotoNotice } from "./notice.tsx";
import { TestOutcomes } from "./test-outcomes.tsx";

/** A picture before it is sent, with what the page read on it. */
export interface Taken {
  picture: Blob;
  source: CaptureSource;
  zone: ZoneRead | null;
}

interface PictureReviewProps {
  session: SessionView;
  taken: Taken;
  kind: CaptureKind;
  shape: Shape;
  /** The code of what was wrong with it; null: nothing. */
  problem: string | null;
  choosesOutcome: boolean;
  retake: () => void;
  texts: Texts;
  words: CameraTexts;
}

/** Shows the picture as it will be sent, and what was read on it; faces stay mirrored, as they were before the camera. */
export function PictureReview(props: PictureReviewProps) {
  const { session, taken, kind, shape, problem, choosesOutcome, retake, texts, words } = props;
  const [outcome, setOutcome] = useState<TestOutcome | null>("success");
  const url = useObjectUrl(taken.picture);
  const { heading } = texts.capture.pictures[kind];
  return (
    <>
      <Heading>{heading}</Heading>
      <p>{shape === "face" ? words.review.face : words.review.document}</p>
      {url !== null && <img class={shape === "face" ? "still mirrored" : "still"} src={url} alt={heading} />}
      {taken.zone !== null && <WhatWasRead zone={taken.zone} words={words} />}
      <PhotoNotice code={problem} texts={texts} />
      {choosesOutcome && <TestOutcomes chosen={outcome} choose={setOutcome} texts={texts} />}
      <div class="actions">
        <button
          type="button"
          class="primary"
          disabled={session.busy}
          onClick={() => {
            const { picture, source } = taken;
            session.capture(picture, { kind, source }, choosesOutcome ? outcome : null);
          }}
        >
          {session.busy ? texts.capture.sending : texts.capture.send}
        </button>
        <button type="button" class="quiet" disabled={session.busy} onClick={retake}>
          {texts.capture.retake}
        </button>
      </div>
    </>
  );
}

function WhatWasRead({ zone, words }: { zone: ZoneRead; words: CameraTexts }) {
  const lang = document.documentElement.lang;
  return (
    <dl class="read">
      <div>
        <dt>{words.review.number}</dt>
        <dd>{zone.number}</dd>
      </div>
      {zone.expiryDate !== null && (
        <div>
          <dt>{words.review.validUntil}</dt>
          <dd>
            {new Date(zone.expiryDate).toLocaleDateString(lang, { dateStyle: "long", timeZone: "UTC" })}
          </dd>
        </div>
      )}
    </dl>
  );
}

function useObjectUrl(blob: Blob): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return url;
}
