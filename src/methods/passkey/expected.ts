import * as z from "zod";
import { fromBase64url } from "../../base/bytes.ts";
import { AssayFault } from "../../base/fault.ts";
import type { UserHandle } from "../../base/ids.ts";
import type { AuthenticationExpectation } from "./authentication.ts";
import { DEFAULT_ALGORITHMS } from "./ceremony.ts";
import type { RegistrationExpectation } from "./registration.ts";

/** What both ceremonies are held to. */
interface Expected {
  /** The RP ID that stood in the options, such as `example.com`. */
  readonly rpId: string;
  /** The exact origins that may answer, such as `https://login.example.com`. */
  readonly origins: readonly string[];
  /** The challenge that was issued for this one ceremony, base64url. */
  readonly challenge: string;
  /** What stood in the options. `preferred` takes an answer without UV; the evidence says so. */
  readonly userVerification: "required" | "preferred";
  /** Whether pages of other origins may embed yours. Absent: no. */
  readonly allowCrossOrigin?: boolean | undefined;
  /** The origins of the pages that may. */
  readonly topOrigins?: readonly string[] | undefined;
  /** Whom the evidence is about. Absent: nobody, and no decision about an account accepts it. */
  readonly account?: string | undefined;
  /** The present. Absent: the machine's clock. */
  readonly now?: Date | undefined;
}

/** What a registration is held to. */
export interface ExpectedRegistration extends Expected {
  /** COSE algorithm identifiers that were offered. Absent: -8, -7 and -257. */
  readonly algorithms?: readonly number[] | undefined;
  /**
   * DER certificates (base64url) that attestation paths may end in, whatever the model: give those
   * alone whose holders you trust for every AAGUID that you accept. Absent: none.
   */
  readonly trustAnchors?: readonly string[] | undefined;
  /** Refuses whatever is not attested by a path to a trust anchor. Absent: no. */
  readonly requireAttestation?: boolean | undefined;
  /** `conditional` for a creation in passing, which runs without user presence. */
  readonly mediation?: string | undefined;
  /** Credential ids (base64url) that are registered already, for whichever account. */
  readonly knownCredentialIds?: readonly string[] | undefined;
}

/** What an authentication is held to. */
export interface ExpectedAuthentication extends Expected {
  /** The credentials that the options allowed. Absent or empty: any. */
  readonly allowCredentials?: readonly (string | { readonly id: string })[] | undefined;
  /** The user handle (base64url) of the account that the credential record belongs to. */
  readonly userHandle?: string | undefined;
  /** Nobody was identified before, so the answer has to name its user. Absent: no. */
  readonly usernameless?: boolean | undefined;
  /** The AppID of the `appid` extension (WebAuthn L3 section 10.1.1), where it was asked for. */
  readonly appid?: string | undefined;
  /**
   * What becomes of an answer whose counter did not advance (section 7.2 step 22): it is refused
   * (default), or taken, and the evidence says `went-back`.
   */
  readonly counterPolicy?: "refuse" | "record" | undefined;
}

const base64url = z.string().refine((text) => fromBase64url(text) !== undefined, "not base64url");

const shared = {
  rpId: z.string().min(1),
  origins: z.array(z.string().min(1)).min(1),
  challenge: base64url.min(1),
  userVerification: z.enum(["required", "preferred"]),
  allowCrossOrigin: z.boolean().default(false),
  topOrigins: z.array(z.string()).default([]),
  account: z.string().default(""),
  now: z.date().optional(),
};

const registration = z.object({
  ...shared,
  algorithms: z
    .array(z.int())
    .min(1)
    .default([...DEFAULT_ALGORITHMS]),
  trustAnchors: z.array(base64url).default([]),
  requireAttestation: z.boolean().default(false),
  mediation: z.string().optional(),
  knownCredentialIds: z.array(z.string()).default([]),
});

const authentication = z.object({
  ...shared,
  allowCredentials: z.array(z.union([z.string(), z.object({ id: z.string() })])).default([]),
  userHandle: z.string().optional(),
  usernameless: z.boolean().default(false),
  appid: z.string().min(1).optional(),
  counterPolicy: z.enum(["refuse", "record"]).default("refuse"),
});

/**
 * @throws AssayFault `ASSAY_EXPECTED_INVALID` where the caller's own side of the ceremony is wrong.
 */
export function parseExpectedRegistration(expected: ExpectedRegistration) {
  const given = parse(registration, expected);
  const anchors = given.trustAnchors.flatMap((anchor) => fromBase64url(anchor) ?? []);
  const expectation: RegistrationExpectation = {
    rpId: given.rpId,
    origins: given.origins,
    challenge: given.challenge,
    userVerification: given.userVerification,
    allowCrossOrigin: given.allowCrossOrigin,
    topOrigins: given.topOrigins,
    algorithms: given.algorithms,
    // Those who hand in a list say that they trust it for every model.
    trustAnchors: () => anchors,
    requireAttestation: given.requireAttestation,
    mediation: given.mediation === "conditional" ? "conditional" : "modal",
    knownCredentialIds: given.knownCredentialIds,
  };
  return { expectation, account: given.account, now: given.now ?? new Date() };
}

/**
 * @throws AssayFault `ASSAY_EXPECTED_INVALID` where the caller's own side of the ceremony is wrong.
 */
export function parseExpectedAuthentication(expected: ExpectedAuthentication) {
  const given = parse(authentication, expected);
  const owner = (given.userHandle ?? null) as UserHandle | null;
  const expectation: AuthenticationExpectation = {
    rpId: given.rpId,
    origins: given.origins,
    challenge: given.challenge,
    userVerification: given.userVerification,
    allowCrossOrigin: given.allowCrossOrigin,
    topOrigins: given.topOrigins,
    allowCredentials: given.allowCredentials.map((one) => (typeof one === "string" ? one : one.id)),
    identified: given.usernameless ? null : owner,
    owner,
    requireUserHandle: given.usernameless,
    appId: given.appid ?? null,
  };
  const { account, counterPolicy } = given;
  return { expectation, account, counterPolicy, now: given.now ?? new Date() };
}

function parse<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AssayFault("ASSAY_EXPECTED_INVALID", z.prettifyError(parsed.error));
}
