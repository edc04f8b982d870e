/**
 * Ports above 1023 that belong to other protocols: the Fetch standard's list of bad ports
 * (https://fetch.spec.whatwg.org/#port-blocking). Below 1024 only 80 and 443 carry HTTP.
 */
const otherProtocols = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697,
  10080,
]);

/** Whether a receiver may listen on this port. */
export function isUsablePort(port: number): boolean {
  if (port === 80 || port === 443) return true;
  return port >= 1024 && port <= 65535 && !otherProtocols.has(port);
}
