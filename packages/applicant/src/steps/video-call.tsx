import type { SessionLanguage } from "@countersign/wire/browser";
import { useEffect, useRef, useState } from "preact/hooks";
import type { SessionApi } from "../api.ts";
import { browserKind } from "../camera/browser.ts";
import { type CameraTrouble, closeCamera, openForCall } from "../camera/open-camera.ts";
import { cameraTexts } from "../texts/camera/languages.ts";
import { useTexts } from "../texts/languages.ts";
import type { Texts } from "../texts/texts.ts";
import { videoTexts } from "../texts/video/languages.ts";
import type { VideoTexts } from "../texts/video/video-texts.ts";
import { answerCalls, type CallStatus } from "../video/answer-calls.ts";

/**
 * The call with the agent: camera and microphone are switched on by the applicant, while they wait or once the agent is
 * there, and off with the step.
 */
export function VideoCall({
  api,
  language,
  texts,
}: {
  api: SessionApi;
  language: SessionLanguage;
  texts: Texts;
}) {
  const [stream, setStream] = useState<MediaStream | null>(null);
  const [trouble, setTrouble] = useState<CameraTrouble | null>(null);
  const [asking, setAsking] = useState(false);
  const loaded = useTexts(videoTexts, language);
  useEffect(() => {
    if (stream === null) return;
    return () => closeCamera(stream);
  }, [stream]);
  if (loaded === null) return <div class="spinner" role="status" aria-label={texts.loading} />;
  const words = loaded.texts;
  if (stream !== null) return <Connected api={api} local={stream} words={words} />;
  const turnOn = async () => {
    setAsking(true);
    const opened = await openForCall();
    setAsking(false);
    if (opened.ok) setStream(opened.stream);
    else setTrouble(opened.trouble);
  };
  return (
    <section class="video-call" aria-label={words.title}>
      {trouble === null ? (
        <p class="hint">{words.lead}</p>
      ) : (
        <Trouble trouble={trouble} language={loaded.language} />
      )}
      <button type="button" class="primary" disabled={asking} onClick={() => void turnOn()}>
        {words.turnOn}
      </button>
    </section>
  );
}

/** Why there is no camera, and how to allow it in this very browser. */
function Trouble({ trouble, language }: { trouble: CameraTrouble; language: SessionLanguage }) {
  const words = useTexts(cameraTexts, language)?.texts;
  if (words === undefined) return null;
  const kind = browserKind(navigator.userAgent);
  const steps = kind === "inApp" || trouble === "blocked" ? words.allow[kind] : [];
  const { heading, body } = words.trouble[trouble];
  return (
    <div role="alert">
      <p>
        <strong>{heading}</strong> {body}
      </p>
      {steps.length > 0 && (
        <ol class="steps">
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
    </div>
  );
}

function Connected({ api, local, words }: { api: SessionApi; local: MediaStream; words: VideoTexts }) {
  const [status, setStatus] = useState<CallStatus>("waiting");
  const [remote, setRemote] = useState<MediaStream | null>(null);
  useEffect(() => answerCalls({ api, local, onStatus: setStatus, onRemote: setRemote }), [api, local]);
  return (
    <section class="video-call" aria-label={words.title} data-status={status}>
      <div class="pictures">
        <Live stream={remote} label={words.agent} />
        <Live stream={local} label={words.you} own />
      </div>
      <p role="status" class="small">
        {words.status[status]}
      </p>
      <div class="tools">
        <Switch tracks={local.getAudioTracks()} off={words.mute} on={words.unmute} />
        <Switch tracks={local.getVideoTracks()} off={words.hide} on={words.show} />
      </div>
      <p class="hint small">{words.notRecorded}</p>
    </section>
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
      class={own ? "own mirrored" : ""}
      aria-label={label}
      autoPlay
      playsInline
      muted={own}
    />
  );
}

/** Stops sending sound or picture, or sends it again; the connection stays. */
function Switch({ tracks, off, on }: { tracks: MediaStreamTrack[]; off: string; on: string }) {
  const [sends, setSends] = useState(true);
  const toggle = () => {
    for (const track of tracks) track.enabled = !sends;
    setSends(!sends);
  };
  return (
    <button type="button" class="quiet" onClick={toggle}>
      {sends ? off : on}
    </button>
  );
}
