import { fail, ok, type Result } from "../../base/result.ts";
import type { CeremonyCode } from "./codes.ts";
import { parseJson } from "./json.ts";

/** What the client said about the page that called it (WebAuthn L3 section 5.8.1). */
export interface ClientData {
  readonly origin: string;
  readonly crossOrigin: boolean;
  readonly topOrigin: string | null;
}

/** What client data is held to. */
export interface ClientDataExpectation {
  /** Base64url, as it was issued. */
  readonly challenge: string;
  readonly origins: readonly string[];
  /** Whether the relying party expects its page to be embedded across origins. */
  readonly allowCrossOrigin: boolean;
  /** Origins of the pages that may embed it. */
  readonly topOrigins: readonly string[];
}

type ClientDataType = "webauthn.create" | "webauthn.get";

interface CollectedClientData extends ClientData {
  readonly type: string;
  readonly challenge: string;
}

/** UTF-8 decode strips one BOM, as the Encoding Standard and section 7.1 step 5 want it. */
const UTF8 = new TextDecoder("utf-8", { fatal: true });

/** Checks client data: WebAuthn L3 section 7.1 steps 5 to 11, section 7.2 steps 8 to 14. */
export function checkClientData(
  bytes: Uint8Array,
  type: ClientDataType,
  expected: ClientDataExpectation,
): Result<ClientData, CeremonyCode> {
  const text = decodeUtf8(bytes);
  if (text === undefined) return fail("client_data_malformed");
  const plain = expected.origins.find((origin) => text === spelled(type, expected, origin));
  if (plain !== undefined) return ok({ origin: plain, crossOrigin: false, topOrigin: null });
  const parsed = parseClientData(text);
  if (parsed === undefined) return fail("client_data_malformed");
  // 7.1 step 7, 7.2 step 10: one ceremony is not taken for the other.
  if (parsed.type !== type) return fail("client_data_type_mismatch");
  // 7.1 step 8, 7.2 step 11: texts are compared; decoding would let one challenge have many.
  if (parsed.challenge !== expected.challenge) return fail("challenge_mismatch");
  // 7.1 step 9, 7.2 step 12: an exact member of the list, never a pattern.
  if (!expected.origins.includes(parsed.origin))
    return fail("origin_mismatch", shown(parsed.origin));
  // 7.1 step 10, 7.2 step 13.
  if (parsed.crossOrigin && !expected.allowCrossOrigin) return fail("cross_origin_refused");
  // 7.1 step 11, 7.2 step 14.
  if (!isExpectedTop(parsed, expected)) return fail("top_origin_refused", shown(parsed.topOrigin));
  const { origin, crossOrigin, topOrigin } = parsed;
  return ok({ origin, crossOrigin, topOrigin });
}

/**
 * The very text that a client writes where nothing is embedded and nothing is wrong: section
 * 5.8.1.1 fixes the order and the spelling of its members, so that one comparison can stand for all
 * that follows (section 5.8.1.2 thinks of verifiers which do only that). What differs in any
 * character is parsed.
 */
function spelled(
  type: ClientDataType,
  { challenge }: ClientDataExpectation,
  origin: string,
): string {
  const [inText, from] = [JSON.stringify(challenge), JSON.stringify(origin)];
  return `{"type":"${type}","challenge":${inText},"origin":${from},"crossOrigin":false}`;
}

/** A client names the top origin of an embedded page only (section 5.8.1), so it is held to that. */
function isExpectedTop(data: ClientData, expected: ClientDataExpectation): boolean {
  if (data.topOrigin === null) return true;
  return data.crossOrigin && expected.topOrigins.includes(data.topOrigin);
}

/**
 * 7.1 step 6, 7.2 step 9. Members that are not known (`tokenBinding` of earlier levels among
 * them) are ignored.
 */
function parseClientData(text: string): CollectedClientData | undefined {
  const value = parseJson(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const data = value as Readonly<Record<string, unknown>>;
  const { type, challenge, origin, crossOrigin = false, topOrigin = null } = data;
  if (typeof type !== "string" || typeof challenge !== "string") return undefined;
  if (typeof origin !== "string" || typeof crossOrigin !== "boolean") return undefined;
  if (data["topOrigin"] !== undefined && typeof topOrigin !== "string") return undefined;
  return { type, challenge, origin, crossOrigin, topOrigin: topOrigin as string | null };
}

/** For logs: as much of a sender's text as an honest one needs. */
function shown(text: string | null): string {
  return (text ?? "").slice(0, 256);
}

/**
 * 7.1 step 5, 7.2 step 8. Bytes that are not UTF-8 are refused, not replaced: no client's
 * serialisation makes them.
 */
function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return UTF8.decode(bytes);
  } catch {
    return undefined;
  }
}
