import type { ReviewDetail } from "@countersign/wire";
import { useEffect, useRef, useState } from "react";
import { useKeys } from "../../keys/keys.ts";
import { Button } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import styles from "./review.module.css";
import { texts } from "./texts.ts";
import { usePictures } from "./use-pictures.ts";

const most = 6;
const magnified = 3;

/**
 * Two pictures next to each other that are zoomed and turned to the same place together. On the
 * left are the captures, one after the other; on the right the registry's picture, else the
 * document, else the next capture.
 */
export function Pictures({ review }: { review: ReviewDetail }) {
  const t = useTexts(texts);
  const [view, setView] = useState(0);
  const [zoom, setZoom] = useState(1);
  const [place, setPlace] = useState({ x: 50, y: 50 });
  const [full, setFull] = useState<"left" | "right" | null>(null);
  const frames = useRef<HTMLDivElement>(null);
  const captures = review.pictures.filter(({ name }) => name !== "registry");
  const other = review.pictures.find(({ name }) => name === "registry");
  const left = captures[view % Math.max(captures.length, 1)];
  const right = other ?? captures[(view + 1) % Math.max(captures.length, 1)];
  const zoomBy = (by: number) => setZoom((before) => Math.min(Math.max(before * by, 1), most));
  const turn = (by: number) =>
    setView((before) => (before + by + captures.length) % Math.max(captures.length, 1));
  useEffect(() => {
    const frame = frames.current;
    // React's own listener is passive: the page would scroll as well.
    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      setZoom((before) => Math.min(Math.max(before * (event.deltaY < 0 ? 1.2 : 1 / 1.2), 1), most));
    };
    frame?.addEventListener("wheel", wheel, { passive: false });
    return () => frame?.removeEventListener("wheel", wheel);
  }, []);
  const toggleFull = (side: "left" | "right") => setFull((before) => (before === side ? null : side));
  useKeys([
    { keys: "1", label: t.left, run: () => toggleFull("left") },
    { keys: "2", label: t.right, run: () => toggleFull("right") },
    { keys: "z", label: t.magnify, run: () => setZoom((before) => (before === 1 ? magnified : 1)) },
    { keys: "ArrowRight", label: t.nextView, run: () => turn(1) },
    { keys: "ArrowLeft", label: t.previousView, run: () => turn(-1) },
  ]);
  const read = usePictures([left, right].flatMap((one) => (one === undefined ? [] : [one.url])));
  const sides = [
    { side: "left", shown: left },
    { side: "right", shown: right },
  ] as const;
  return (
    <Card title={t.pictures} aside={t.zoomHint}>
      <div className={styles.tools}>
        <Button onClick={() => zoomBy(1.5)}>{t.zoomIn}</Button>
        <Button onClick={() => zoomBy(1 / 1.5)}>{t.zoomOut}</Button>
        <Button onClick={() => setZoom(1)} keys="z">
          {t.whole}
        </Button>
        {captures.length > 1 && <Button onClick={() => turn(1)}>{t.nextView}</Button>}
      </div>
      <div
        ref={frames}
        className={styles.frames}
        data-full={full ?? "none"}
        onPointerMove={({ nativeEvent, target }) => {
          if (!(target instanceof HTMLImageElement) || zoom === 1) return;
          const box = target.parentElement?.getBoundingClientRect();
          if (!box) return;
          const x = ((nativeEvent.clientX - box.left) / box.width) * 100;
          const y = ((nativeEvent.clientY - box.top) / box.height) * 100;
          setPlace({ x, y });
        }}
      >
        {sides.map(({ side, shown }) => (
          <figure key={side} hidden={full !== null && full !== side}>
            <div className={styles.frame}>
              {shown && read.get(shown.url) ? (
                <img
                  src={read.get(shown.url) ?? undefined}
                  alt={t.picture[shown.name] ?? shown.name}
                  draggable={false}
                  style={{ scale: String(zoom), transformOrigin: `${place.x}% ${place.y}%` }}
                />
              ) : (
                <span>{shown && !read.has(shown.url) ? t.reading : t.noPicture}</span>
              )}
            </div>
            {shown && (
              <figcaption>
                {t.picture[shown.name] ?? shown.name}
                {` · ${t.size(shown.width, shown.height)} · ${t.kilobytes(Math.ceil(shown.bytes / 1024))}`}
                {shown.source && ` · ${t.source[shown.source]}`}
              </figcaption>
            )}
          </figure>
        ))}
      </div>
    </Card>
  );
}
