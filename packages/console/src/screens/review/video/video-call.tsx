import type { ReviewDetail } from "@countersign/wire";
import { useEffect, useRef, useState } from "react";
import { useKeys } from "../../../keys/keys.ts";
import { Button } from "../../../parts/button.tsx";
import { Card } from "../../../parts/card.tsx";
import { Note } from "../../../parts/note.tsx";
import { useToast } from "../../../parts/toasts.tsx";
import { useTexts } from "../../../texts/use-texts.ts";
import { endVideo, offerVideo, readVideo } from "./calls.ts";
import { type CallStatus, offerCalls } from "./offer-calls.ts";
import { texts } from "./texts.ts";
import styles from "./video-call.module.css";

/** The call with the applicant, for whoever has claimed the review. It ends with the screen. */
export function VideoCall({ review }: { review: ReviewDetail }) {
  const t = useTexts(texts);
  const toast = useToast();
  const [local, setLocal] = useState<MediaStream | null>(null);
  const [refused, setRefused] = useState(false);
  const start = async () => {
    try {
      setLocal(await navigator.mediaDevices.getUserMedia({ audio: true, video: pictureSize }));
      setRefused(false);
    } catch {
      setRefused(true);
    }
  };
  useEffect(() => {
    if (local === null) return;
    return () => {
      for (const track of local.getTracks()) track.stop();
    };
  }, [local]);
  if (local !== null)
    return (
      <Running
        reviewId={review.id}
        local={local}
        onEnd={(error) => {
          setLocal(null);
          if (error !== null) toast({ look: "bad", error });
          else toast({ look: "warn", text: t.ended });
        }}
        hangUp={() => {
          setLocal(null);
          void endVideo(review.id).catch((error: unknown) => toast({ look: "bad", error }));
        }}
      />
    );
  return (
    <Card title={t.title} aside={t.notRecorded}>
      {refused && <Note look="warn">{t.refused}</Note>}
      <div className={styles.tools}>
        <Button look="primary" onClick={() => void start()}>
          {t.start}
        </Button>
        <span>{t.hint}</span>
      </div>
    </Card>
  );
}

const pictureSize = { width: { ideal: 1280 }, height: { ideal: 720 } };

function Running({
  reviewId,
  local,
  onEnd,
  hangUp,
}: {
  reviewId: string;
  local: MediaStream;
  /** With what the service said; null: another page has taken the call. */
  onEnd: (error: unknown) => void;
  hangUp: () => void;
}) {
  const t = useTexts(texts);
  const [status, setStatus] = useState<CallStatus>("calling");
  const [remote, setRemote] = useState<MediaStream | null>(null);
  const [sound, setSound] = useState(true);
  const [picture, setPicture] = useState(true);
  const ended = useRef(onEnd);
  useEffect(() => {
    ended.current = onEnd;
  });
  useEffect(
    () =>
      offerCalls({
        read: () => readVideo(reviewId),
        offer: (offer) => offerVideo(reviewId, offer),
        local,
        onStatus: setStatus,
        onRemote: setRemote,
        onEnd: (error) => ended.current(error),
      }),
    [reviewId, local],
  );
  useEffect(() => {
    for (const track of local.getAudioTracks()) track.enabled = sound;
    for (const track of local.getVideoTracks()) track.enabled = picture;
  }, [local, sound, picture]);
  useKeys([{ keys: "m", label: sound ? t.mute : t.unmute, run: () => setSound(!sound) }]);
  return (
    <Card title={t.title} aside={t.notRecorded}>
      <div className={styles.pictures} data-status={status}>
        <Live stream={remote} label={t.applicant} />
        <Live stream={local} label={t.you} own />
      </div>
      <div className={styles.tools}>
        <span role="status">{t.status[status]}</span>
        <Button keys="m" onClick={() => setSound(!sound)}>
          {sound ? t.mute : t.unmute}
        </Button>
        <Button onClick={() => setPicture(!picture)}>{picture ? t.hide : t.show}</Button>
        <Button look="danger" onClick={hangUp}>
          {t.hangUp}
        </Button>
      </div>
    </Card>
  );
}

/** What a camera sees; one's own is small, mirrored and silent. */
function Live({ stream, label, own = false }: { stream: MediaStream | null; label: string; own?: boolean }) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current) video.current.srcObject = stream;
  }, [stream]);
  return (
    <video
      ref={video}
      className={own ? styles.own : undefined}
      aria-label={label}
      autoPlay
      playsInline
      muted={own}
    />
  );
}
