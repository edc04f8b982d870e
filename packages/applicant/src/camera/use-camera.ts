import type { RefObject } from "preact";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { type CameraTrouble, closeCamera, openCamera } from "./open-camera.ts";

/** `on` once there is a frame. */
type CameraState = "starting" | "on" | CameraTrouble;

export interface Camera {
  video: RefObject<HTMLVideoElement | null>;
  state: CameraState;
  /** Asks for the camera again. */
  retry: () => void;
}

/**
 * Shows the front or back camera in a `<video>` while `wanted`, and switches it off afterwards. Once a refusal is taken
 * back in the browser's settings, it starts by itself.
 */
export function useCamera(wanted: boolean, facing: "user" | "environment"): Camera {
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<CameraState>("starting");
  const [attempt, setAttempt] = useState(0);
  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  useEffect(() => {
    if (!wanted) return;
    let stream: MediaStream | null = null;
    let gone = false;
    setState("starting");
    const start = async () => {
      const opened = await openCamera(facing);
      if (!opened.ok) {
        if (!gone) setState(opened.trouble);
        return;
      }
      if (gone) {
        closeCamera(opened.stream);
        return;
      }
      stream = opened.stream;
      // Another program took it, or it was unplugged.
      for (const track of stream.getTracks()) track.onended = () => setState("busy");
      if (!video.current) return;
      video.current.srcObject = stream;
      video.current.onloadeddata = () => setState("on");
    };
    void start();
    return () => {
      gone = true;
      if (stream) closeCamera(stream);
    };
  }, [wanted, facing, attempt]);
  /** Whether the camera was tried again although nothing changed: once, as the system may block what the browser allows. */
  const triedAgain = useRef(false);
  useEffect(() => {
    if (state === "on") triedAgain.current = false;
    if (state !== "blocked") return;
    return whenAllowed(retry, () => {
      if (!triedAgain.current) retry();
      triedAgain.current = true;
    });
  }, [state, retry]);
  return { video, state, retry };
}

/**
 * Calls back once the browser's settings allow the camera, where it can tell; `already`: they did before anybody listened.
 * Returns how to stop waiting.
 */
function whenAllowed(then: () => void, already: () => void): () => void {
  let status: PermissionStatus | null = null;
  let gone = false;
  const changed = () => {
    if (!gone && status?.state === "granted") then();
  };
  navigator.permissions?.query({ name: "camera" }).then(
    (found) => {
      if (gone) return;
      status = found;
      if (found.state === "granted") already();
      found.addEventListener("change", changed);
    },
    // A browser that knows no such permission.
    () => undefined,
  );
  return () => {
    gone = true;
    status?.removeEventListener("change", changed);
  };
}
