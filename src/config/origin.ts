import { isIP } from "node:net";

/** What an origin of ours looks like; the sentence that a wrong one is answered with. */
export const ORIGIN_EXPECTED =
  "an https origin with a domain name and nothing behind it, such as https://accounts.example " +
  "(http only for localhost)";

/**
 * Whether a text is an origin that passkeys can live on: in its serialised form, on a secure
 * context, with a domain (WebAuthn L3 section 5.1.3: the effective domain is no IP address).
 */
export function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { origin, protocol, hostname } = new URL(text);
  if (origin !== text || !isDomain(hostname)) return false;
  return protocol === "https:" || (protocol === "http:" && isLocalhost(hostname));
}

/** What is wrong with an RP ID for a host, or undefined. */
export function rpIdProblem(rpId: string, host: string): string | undefined {
  if (!isDomain(rpId)) {
    return "expected a domain in lower case, without scheme, port or dot at its end";
  }
  if (!rpId.includes(".") && rpId !== "localhost") {
    return "expected a domain that can be registered: one label alone belongs to everybody";
  }
  if (host !== rpId && !host.endsWith(`.${rpId}`)) {
    return `expected the origin's host (${host}) or a parent domain of it`;
  }
  return undefined;
}

/** RFC 6761 section 6.3: `localhost` and all below it are this machine. */
export function isLocalhost(hostname: string): boolean {
  return hostname === "localhost" || hostname.endsWith(".localhost");
}

/** Labels of letters, digits and hyphens, as a URL's parser writes them; not an address. */
function isDomain(text: string): boolean {
  if (!/^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/.test(text) || isIP(text) !== 0) return false;
  return URL.canParse(`https://${text}`) && new URL(`https://${text}`).hostname === text;
}
