import { useEffect, useRef, useState } from "preact/hooks";
import type { Shape } from "../camera/shape.ts";
import type { Camera } from "../camera/use-camera.ts";
import type { Seen } from "../guide/hints.ts";
import type { CameraTexts } from "../texts/camera/camera-texts.ts";

/** A hint is shown for at least so long: faster ones can't be read, nor spoken. */
const leastShownMs = 1000;

/**
 * The live picture, cut as it will be sent, with the outline to fill and one hint at a time. The front camera is
 * mirrored, as people know themselves.
 */
export function Viewfinder({
  camera,
  shape,
  seen,
  words,
}: {
  camera: Camera;
  shape: Shape;
  seen: Seen | null;
  words: CameraTexts;
}) {
  const hint = useSteady(seen?.hint ?? null, leastShownMs);
  const fits = hint === "taking" || hint === "good";
  return (
    <div class={fits ? "finder fits" : "finder"} data-shape={shape}>
      <video class={shape === "face" ? "mirrored" : ""} ref={camera.video} autoPlay playsInline muted />
      {shape === "face" ? <Oval progress={seen?.progress ?? null} /> : <div class="outline" />}
      <p class="tip" role="status">
        {camera.state === "starting" ? words.primer : hint !== null && words.hints[hint]}
      </p>
    </div>
  );
}

/** Where the face goes; a ring around it fills while the head turns. */
function Oval({ progress }: { progress: number | null }) {
  return (
    <svg viewBox="0 0 75 100" aria-hidden="true">
      <path
        class="shade"
        fill-rule="evenodd"
        d="M0 0h75v100H0z M10 47a27.5 37 0 1 0 55 0a27.5 37 0 1 0 -55 0z"
      />
      <ellipse class="oval" cx="37.5" cy="47" rx="27.5" ry="37" />
      {progress !== null && (
        <ellipse
          class="ring"
          cx="37.5"
          cy="47"
          rx="37"
          ry="27.5"
          transform="rotate(-90 37.5 47)"
          pathLength="100"
          stroke-dasharray={`${Math.round(progress * 100)} 100`}
        />
      )}
    </svg>
  );
}

/** The value, changing at most once in so many milliseconds. */
function useSteady<T>(value: T, leastMs: number): T {
  const [shown, setShown] = useState(value);
  const changedAt = useRef(0);
  useEffect(() => {
    if (value === shown) return;
    const timer = setTimeout(
      () => {
        changedAt.current = performance.now();
        setShown(value);
      },
      Math.max(0, changedAt.current + leastMs - performance.now()),
    );
    return () => clearTimeout(timer);
  }, [value, shown, leastMs]);
  return shown;
}
