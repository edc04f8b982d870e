import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

/** `on` once there is a frame. */
export type CameraState = "starting" | "on" | "unavailable";

/** Shows the front or back camera in a `<video>` while `wanted`, and switches it off afterwards. */
export function useCamera(
  wanted: boolean,
  facing: "user" | "environment",
): {
  video: RefObject<HTMLVideoElement | null>;
  camera: CameraState;
} {
  const video = useRef<HTMLVideoElement>(null);
  const [camera, setCamera] = useState<CameraState>("starting");
  useEffect(() => {
    if (!wanted) return;
    let stream: MediaStream | null = null;
    let gone = false;
    setCamera("starting");
    const start = async () => {
      try {
        const opened = await navigator.mediaDevices.getUserMedia({
          audio: false,
          video: { facingMode: facing, width: { ideal: 1280 } },
        });
        if (gone) {
          stop(opened);
          return;
        }
        stream = opened;
        if (video.current) {
          video.current.srcObject = opened;
          video.current.onloadeddata = () => setCamera("on");
        }
      } catch {
        if (!gone) setCamera("unavailable");
      }
    };
    void start();
    return () => {
      gone = true;
      if (stream) stop(stream);
    };
  }, [wanted, facing]);
  return { video, camera };
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
