import type { SessionLanguage } from "@countersign/wire/browser";
import { useEffect, useState } from "preact/hooks";
import { encode } from "uqr";
import type { SessionApi } from "../api.ts";
import type { CameraTexts } from "../texts/camera/camera-texts.ts";
import { cameraTexts } from "../texts/camera/languages.ts";
import { useTexts } from "../texts/languages.ts";
import type { Texts } from "../texts/texts.ts";
import type { SessionView } from "../use-session.ts";
import { CopyLink } from "./copy-link.tsx";
import { Heading } from "./heading.tsx";

interface HandoffProps {
  api: SessionApi;
  session: SessionView;
  /** Another device has the session. */
  taken: boolean;
  language: SessionLanguage;
  texts: Texts;
}

/** Gives the session to another device by a QR code or a link, and follows it there. */
export function Handoff({ api, session, taken, language, texts }: HandoffProps) {
  const words = useTexts(cameraTexts, language)?.texts;
  if (words === undefined) return <div class="spinner" role="status" aria-label={texts.loading} />;
  return (
    <>
      {taken ? (
        <>
          <div class="spinner" aria-hidden="true" />
          <Heading key="taken">{words.handoff.taken.heading}</Heading>
          <p role="status">{words.handoff.taken.body}</p>
        </>
      ) : (
        <Offer api={api} words={words} />
      )}
      <div class="actions">
        <button type="button" class="quiet" disabled={session.busy} onClick={session.takeBack}>
          {words.handoff.here}
        </button>
      </div>
    </>
  );
}

function Offer({ api, words }: { api: SessionApi; words: CameraTexts }) {
  const [offer, setOffer] = useState<{ address: string; expiresAt: number } | "failed" | null>(null);
  const renew = () => {
    setOffer(null);
    void api.offerHandoff().then((made) => setOffer(made ?? "failed"));
  };
  useEffect(renew, [api]);
  const isOver = useIsOver(offer === null || offer === "failed" ? null : offer.expiresAt);
  const { handoff } = words;
  return (
    <>
      <Heading>{handoff.heading}</Heading>
      <p>{handoff.lead}</p>
      {offer === "failed" || isOver ? (
        <div class="actions">
          <button type="button" class="primary" onClick={renew}>
            {handoff.renew}
          </button>
        </div>
      ) : (
        offer !== null && (
          <>
            <QrCode text={offer.address} label={handoff.code} />
            <p class="waiting" role="status">
              {handoff.waiting}
            </p>
            <ol class="steps">
              {handoff.steps.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
            <div class="link">
              <input readOnly value={offer.address} aria-label={handoff.code} />
              <CopyLink address={offer.address} words={words} />
            </div>
          </>
        )
      )}
    </>
  );
}

/** Whether a moment (by the service's clock, near enough) is over. */
function useIsOver(at: number | null): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    setOver(false);
    if (at === null) return;
    const timer = setTimeout(() => setOver(true), Math.max(0, at - Date.now()));
    return () => clearTimeout(timer);
  }, [at]);
  return isOver;
}

function QrCode({ text, label }: { text: string; label: string }) {
  const { size, data } = encode(text, { ecc: "M", border: 3 });
  const squares = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return (
    <svg
      class="qr"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shape-rendering="crispEdges"
    >
      <path d={squares.join("")} />
    </svg>
  );
}
