import type { CallStatus } from "../../video/answer-calls.ts";

/** The texts of a call with video, which are loaded with it. */
export interface VideoTexts {
  title: string;
  lead: string;
  turnOn: string;
  agent: string;
  you: string;
  status: Record<CallStatus, string>;
  mute: string;
  unmute: string;
  hide: string;
  show: string;
  notRecorded: string;
}
