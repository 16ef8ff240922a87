import * as z from "zod";
import { fromBase64url } from "../../base/bytes.ts";
import { fail, ok, type Result } from "../../base/result.ts";

/** The answer to a creation, read: bytes are bytes, and members that nobody checks are gone. */
export interface RegistrationResponse {
  readonly id: string;
  readonly clientDataJson: Uint8Array;
  readonly attestationObject: Uint8Array;
  readonly transports: readonly string[];
  readonly attachment: "platform" | "cross-platform" | null;
  /** `credProps.rk`; null where the client does not say. */
  readonly discoverable: boolean | null;
}

/** The answer to a request, read. */
export interface AuthenticationResponse {
  readonly id: string;
  readonly clientDataJson: Uint8Array;
  readonly authenticatorData: Uint8Array;
  readonly signature: Uint8Array;
  /** Base64url; null where the authenticator gave none, or an empty one. */
  readonly userHandle: string | null;
  readonly attachment: "platform" | "cross-platform" | null;
  /** Whether the client says that it used the `appid` extension (WebAuthn L3 section 10.1.1). */
  readonly usedAppId: boolean;
}

/** In bytes. The largest honest part is a statement with a chain of post-quantum certificates. */
const LIMIT = { credentialId: 4096, part: 65_536, userHandle: 64 } as const;

function base64url(maximumBytes: number) {
  return z.string().max(Math.ceil((maximumBytes * 4) / 3));
}

const outer = {
  id: base64url(LIMIT.credentialId),
  rawId: base64url(LIMIT.credentialId),
  // 7.1 step 3, 7.2 step 3.
  type: z.literal("public-key"),
  authenticatorAttachment: z.string().max(64).nullish(),
};

const registration = z.object({
  ...outer,
  clientExtensionResults: z
    .object({ credProps: z.object({ rk: z.boolean().optional() }).nullish() })
    .nullish(),
  response: z.object({
    clientDataJSON: base64url(LIMIT.part),
    attestationObject: base64url(LIMIT.part),
    transports: z.array(z.string().max(32)).max(16).nullish(),
  }),
});

const authentication = z.object({
  ...outer,
  clientExtensionResults: z.object({ appid: z.boolean().optional() }).nullish(),
  response: z.object({
    clientDataJSON: base64url(LIMIT.part),
    authenticatorData: base64url(LIMIT.part),
    signature: base64url(LIMIT.part),
    userHandle: base64url(LIMIT.userHandle).nullish(),
  }),
});

/**
 * Reads the `RegistrationResponseJSON` of a browser (WebAuthn L3 section 5.1). The copies that it
 * holds beside the attestation object (`publicKey`, `authenticatorData`, `publicKeyAlgorithm`)
 * are conveniences for pages, signed by nobody, and never looked at.
 */
export function readRegistrationResponse(
  input: unknown,
): Result<RegistrationResponse, "response_malformed"> {
  const parsed = registration.safeParse(input);
  if (!parsed.success) return malformed(parsed.error);
  const { id, rawId, response, authenticatorAttachment, clientExtensionResults } = parsed.data;
  const clientDataJson = fromBase64url(response.clientDataJSON);
  const attestationObject = fromBase64url(response.attestationObject);
  if (!isId(id, rawId) || clientDataJson === undefined || attestationObject === undefined) {
    return notBase64url();
  }
  return ok({
    id,
    clientDataJson,
    attestationObject,
    transports: response.transports ?? [],
    attachment: attachmentOf(authenticatorAttachment),
    discoverable: clientExtensionResults?.credProps?.rk ?? null,
  });
}

/** Reads the `AuthenticationResponseJSON` of a browser (WebAuthn L3 section 5.1). */
export function readAuthenticationResponse(
  input: unknown,
): Result<AuthenticationResponse, "response_malformed"> {
  const parsed = authentication.safeParse(input);
  if (!parsed.success) return malformed(parsed.error);
  const { id, rawId, response, authenticatorAttachment, clientExtensionResults } = parsed.data;
  const clientDataJson = fromBase64url(response.clientDataJSON);
  const authenticatorData = fromBase64url(response.authenticatorData);
  const signature = fromBase64url(response.signature);
  const userHandle = response.userHandle ?? "";
  if (!isId(id, rawId) || clientDataJson === undefined || authenticatorData === undefined) {
    return notBase64url();
  }
  if (signature === undefined || fromBase64url(userHandle) === undefined) return notBase64url();
  return ok({
    id,
    clientDataJson,
    authenticatorData,
    signature,
    // Section 5.4.3: a user handle is never empty, so an empty one names nobody.
    userHandle: userHandle === "" ? null : userHandle,
    attachment: attachmentOf(authenticatorAttachment),
    usedAppId: clientExtensionResults?.appid ?? false,
  });
}

/** Section 5.1: `id` is the base64url form of `rawId`, and so is the `rawId` of the JSON. */
function isId(id: string, rawId: string): boolean {
  return id === rawId && fromBase64url(id) !== undefined;
}

/** Section 5.1: values that we do not know are treated as null. */
function attachmentOf(value: string | null | undefined): "platform" | "cross-platform" | null {
  return value === "platform" || value === "cross-platform" ? value : null;
}

function malformed(error: z.ZodError) {
  const issue = error.issues[0];
  const where = issue === undefined ? "" : `${issue.path.join(".")}: ${issue.code}`;
  return fail("response_malformed", where);
}

function notBase64url() {
  return fail("response_malformed", "a member is not base64url, or id differs from rawId");
}
