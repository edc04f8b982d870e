import type { IceServer } from "@countersign/wire/browser";
import type { SessionApi } from "../api.ts";

/** `waiting`: for the agent; `lost`: there was a connection, which is being restored. */
export type CallStatus = "waiting" | "connecting" | "connected" | "lost";

const lookMs = 1000;
/** A connection that recovers by itself does so within this time. */
const lostLooks = 3;
/** An address that is not found by then, of a server that doesn't respond, is left out. */
const gatheringMs = 3000;

/**
 * Answers the agent's calls with this camera and microphone until the function that it returns is called: the first, and
 * each further offer after a reload of either page or where the connection was lost.
 */
export function answerCalls({
  api,
  local,
  onStatus,
  onRemote,
}: {
  api: Pick<SessionApi, "video" | "answerVideo" | "repeatVideo">;
  local: MediaStream;
  onStatus: (status: CallStatus) => void;
  onRemote: (stream: MediaStream | null) => void;
}): () => void {
  let current: { round: string; peer: RTCPeerConnection } | null = null;
  let lostFor = 0;
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const leave = () => {
    current?.peer.close();
    current = null;
    lostFor = 0;
    onRemote(null);
  };

  const answer = async (round: string, offer: string, iceServers: IceServer[]) => {
    leave();
    onStatus("connecting");
    const peer = new RTCPeerConnection({ iceServers });
    current = { round, peer };
    peer.ontrack = ({ streams: [stream] }) => {
      if (current?.peer === peer) onRemote(stream ?? null);
    };
    peer.onconnectionstatechange = () => {
      if (current?.peer !== peer) return;
      if (peer.connectionState === "connected") onStatus("connected");
      else if (isLost(peer)) onStatus("lost");
    };
    await peer.setRemoteDescription({ type: "offer", sdp: offer });
    for (const track of local.getTracks()) peer.addTrack(track, local);
    await peer.setLocalDescription();
    await gathered(peer);
    const sdp = peer.localDescription?.sdp;
    if (stopped || current?.peer !== peer || sdp === undefined) return;
    // Refused where the agent's page has offered anew in the meantime: the next look finds that.
    if (!(await api.answerVideo(round, sdp))) leave();
  };

  const look = async () => {
    const call = await api.video();
    if (stopped || call === null) return;
    if (call.round === null || call.offer === null) {
      leave();
      onStatus("waiting");
    } else if (current?.round === call.round) {
      lostFor = isLost(current.peer) ? lostFor + 1 : 0;
      if (lostFor === lostLooks) await api.repeatVideo(call.round);
    } else if (call.answered) {
      // By this page before a reload: that connection is gone.
      leave();
      onStatus("connecting");
      await api.repeatVideo(call.round);
    } else await answer(call.round, call.offer, call.iceServers);
  };

  const run = async () => {
    // An offer that this browser can't read is as none: the agent's page offers again.
    await look().catch(leave);
    if (!stopped) timer = setTimeout(run, lookMs);
  };
  void run();
  return () => {
    stopped = true;
    clearTimeout(timer);
    leave();
  };
}

function isLost({ connectionState }: RTCPeerConnection): boolean {
  return connectionState === "disconnected" || connectionState === "failed";
}

/** Resolves once all of this browser's addresses are known, which the description then holds. */
function gathered(peer: RTCPeerConnection): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (peer.iceGatheringState === "complete") resolve();
    };
    peer.addEventListener("icegatheringstatechange", check);
    setTimeout(resolve, gatheringMs);
    check();
  });
}
