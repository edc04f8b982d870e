/**
 * Why there is no camera. `blocked`: the applicant or a policy said no; `busy`: another program has it; `none`: there is
 * none; `unsupported`: this browser offers none to pages, as those inside of other apps.
 */
export type CameraTrouble = "blocked" | "busy" | "none" | "unsupported";

export type Opened = { ok: true; stream: MediaStream } | { ok: false; trouble: CameraTrouble };

/** The most that cameras deliver; each gives the nearest that it has. */
const sizes = {
  environment: { width: { ideal: 3840 }, height: { ideal: 2160 } },
  user: { width: { ideal: 1920 }, height: { ideal: 1080 } },
} as const;

/** Asks for the back camera (`environment`) or the front one. Never rejects. */
export function openCamera(facing: "user" | "environment"): Promise<Opened> {
  return open({ audio: false, video: { facingMode: facing, ...sizes[facing] } });
}

/** Asks for the front camera and the microphone, for a call. Never rejects. */
export function openForCall(): Promise<Opened> {
  return open({ audio: true, video: { facingMode: "user", width: { ideal: 1280 }, height: { ideal: 720 } } });
}

async function open(wanted: MediaStreamConstraints): Promise<Opened> {
  if (!navigator.mediaDevices?.getUserMedia) return { ok: false, trouble: "unsupported" };
  try {
    return { ok: true, stream: await navigator.mediaDevices.getUserMedia(wanted) };
  } catch (error) {
    return { ok: false, trouble: troubleOf(error instanceof Error ? error.name : "") };
  }
}

export function closeCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

function troubleOf(name: string): CameraTrouble {
  switch (name) {
    case "NotAllowedError":
    case "SecurityError":
      return "blocked";
    case "NotReadableError":
    case "AbortError":
      return "busy";
    default:
      return "none";
  }
}
