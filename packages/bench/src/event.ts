/** The event that every sender is given: about 1 KB of JSON, invented, with the time it was handed over. */
export function benchPayload(): Record<string, unknown> {
  return {
    attemptId: "RFJkzaealP6XF0CspiAoq",
    sentAt: Number((performance.timeOrigin + performance.now()).toFixed(3)),
    filler,
  };
}

const filler = "0123456789abcdef".repeat(56);
