import type { AgentVideo, VideoOffer } from "@countersign/wire";

/** `calling`: the applicant's page has not answered yet; `lost`: there was a connection, which is being restored. */
export type CallStatus = "calling" | "connecting" | "connected" | "lost";

const lookMs = 1000;
/** A connection that recovers by itself does so within this time. */
const lostLooks = 3;
/** An address that is not found by then, of a server that doesn't respond, is left out. */
const gatheringMs = 3000;

/**
 * Calls the applicant with this camera and microphone until the function that it returns is called: offers a connection,
 * and another one where the applicant's page asks for it or the connection was lost. Ends by itself (`onEnd`) where the
 * session is over or another page of the agent's has taken the call.
 */
export function offerCalls({
  read,
  offer,
  local,
  onStatus,
  onRemote,
  onEnd,
}: {
  /** Rejects without a connection. */
  read: () => Promise<AgentVideo>;
  offer: (offer: VideoOffer) => Promise<unknown>;
  local: MediaStream;
  onStatus: (status: CallStatus) => void;
  onRemote: (stream: MediaStream | null) => void;
  onEnd: (error: unknown) => void;
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
  const end = (error: unknown) => {
    if (stopped) return;
    stopped = true;
    clearTimeout(timer);
    leave();
    onEnd(error);
  };

  const begin = async (iceServers: AgentVideo["iceServers"], status: CallStatus) => {
    leave();
    onStatus(status);
    const peer = new RTCPeerConnection({ iceServers });
    const round = crypto.randomUUID();
    current = { round, peer };
    peer.ontrack = ({ streams: [stream] }) => {
      if (current?.peer === peer) onRemote(stream ?? null);
    };
    peer.onconnectionstatechange = () => {
      if (current?.peer !== peer) return;
      if (peer.connectionState === "connected") onStatus("connected");
      else if (isLost(peer)) onStatus("lost");
    };
    for (const track of local.getTracks()) peer.addTrack(track, local);
    await peer.setLocalDescription();
    await gathered(peer);
    const sdp = peer.localDescription?.sdp;
    if (current?.peer === peer && sdp !== undefined) await offer({ round, offer: sdp });
  };

  const look = async () => {
    const call = await read();
    if (stopped) return;
    if (current === null) return begin(call.iceServers, "calling");
    if (call.round !== current.round) return end(null);
    const { peer } = current;
    lostFor = isLost(peer) ? lostFor + 1 : 0;
    if (call.again || lostFor === lostLooks) return begin(call.iceServers, "connecting");
    if (call.answer !== null && peer.signalingState === "have-local-offer") {
      onStatus("connecting");
      await peer.setRemoteDescription({ type: "answer", sdp: call.answer });
    }
  };

  const run = async () => {
    try {
      await look();
    } catch (error) {
      if (isFinal(error)) return end(error);
      // The service can't be reached now, or the browser refused a description: another round follows.
      if (current?.peer.signalingState === "have-local-offer") leave();
    }
    if (!stopped) timer = setTimeout(run, lookMs);
  };
  void run();
  return () => {
    stopped = true;
    clearTimeout(timer);
    leave();
  };
}

/** Whether the service said that there is no such call, rather than nothing at all. */
function isFinal(error: unknown): boolean {
  const status = error instanceof Error && "status" in error ? error.status : null;
  return typeof status === "number" && status >= 400 && status < 500 && status !== 429;
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
