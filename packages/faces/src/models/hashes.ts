/** SHA-256 of the files in `models`, in hex. `src/convert/main.ts` prints them. */
export const modelHashes = {
  detector: "1a85c3a04398b4e706e14953e94d90a3b55487fc3026a6ba0ee2f4dd5191ce0a",
  mesh: "6b36c0b1d5364aaf76baffb63453f54ae1f939f832e21ec65c2d0659f1292754",
  descriptor: "4f51bb2b6c3fd4a77090a6cd4659bbd81ec4d3bb8c2398262420d6a06eb0d441",
} as const;
