import { utf8 } from "../base/bytes.ts";
import { bend, type Lie, overlay } from "./lie.ts";

/** Where a ceremony runs: the page's origin, and the top page's where the first is embedded. */
export interface Place {
  readonly origin: string;
  readonly topOrigin?: string;
}

/** The serialised client data (WebAuthn L3 section 5.8.1.1), with its lies. */
export function clientDataJson(
  type: "webauthn.create" | "webauthn.get",
  challenge: string,
  place: Place,
  lie: Lie,
): Uint8Array {
  const embedded = place.topOrigin !== undefined;
  const truth = {
    type,
    challenge,
    origin: place.origin,
    crossOrigin: embedded,
    ...(embedded && { topOrigin: place.topOrigin }),
  };
  const { origin, crossOrigin, topOrigin } = lie;
  const told = { type: lie.type, challenge: lie.challenge, origin, crossOrigin, topOrigin };
  const members = overlay(truth, { ...told, ...lie.clientData });
  return bend(utf8(JSON.stringify(members)), lie.clientDataJson);
}
