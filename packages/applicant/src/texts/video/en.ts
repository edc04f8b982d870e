import type { VideoTexts } from "./video-texts.ts";

export const en: VideoTexts = {
  title: "Video call",
  lead: "The agent calls you with video on this page. Turn on your camera and microphone.",
  turnOn: "Turn on camera and microphone",
  agent: "The agent",
  you: "You",
  status: {
    waiting: "You are ready. The agent's picture appears here.",
    connecting: "Connecting…",
    connected: "You and the agent can see and hear each other.",
    lost: "The connection was lost. Reconnecting…",
  },
  mute: "Mute microphone",
  unmute: "Unmute microphone",
  hide: "Turn camera off",
  show: "Turn camera on",
  notRecorded: "The call is not recorded.",
};
