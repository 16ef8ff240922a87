import fc from "fast-check";
import type { AccountId, CredentialId, Origin, RpId } from "../../src/base/ids.ts";
import type { Channel } from "../../src/evidence/circumstance.ts";
import { type Evidence, mintEvidence } from "../../src/evidence/evidence.ts";
import { type Assertion, ASSERTIONS } from "../../src/evidence/external.ts";
import { type Ceremony, CEREMONIES } from "../../src/evidence/methods.ts";
import type { PasskeyEnrolment, PasskeyProof } from "../../src/evidence/passkey.ts";
import type { Fact, Provenance } from "../../src/evidence/provenance.ts";
import type { SeedKeeper } from "../../src/evidence/secrets.ts";
import { at, flag, oddText, orNull, textAs, texts } from "./basic-arbitraries.ts";

/** Evidence of every kind, with everything in it that its shape allows. */

const from = fc.constantFrom<Provenance[]>(
  "attested",
  "signed",
  "claimed",
  "asserted",
  "imported",
  "unknown",
);
const factOf = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<Fact<T>> => fc.record({ value, from });

const ceremony = {
  kind: fc.constant("passkey" as const),
  account: textAs<AccountId>(),
  at,
  credential: textAs<CredentialId>(),
  rpId: textAs<RpId>(),
  origin: factOf(textAs<Origin>()),
  crossOrigin: factOf(flag),
  topOrigin: factOf(orNull(oddText)),
  userVerificationAsked: fc.constantFrom("required" as const, "preferred" as const),
  userPresent: factOf(flag),
  userVerified: factOf(flag),
  backupEligible: factOf(flag),
  backedUp: factOf(flag),
  signCount: factOf(fc.maxSafeInteger()),
  attachment: factOf(orNull(oddText)),
  authenticatorExtensions: factOf(texts),
};

export const enrolment: fc.Arbitrary<PasskeyEnrolment> = fc
  .record({
    ...ceremony,
    ceremony: fc.constant("enrol" as const),
    aaguid: factOf(textAs<never>()),
    algorithm: fc.integer(),
    transports: factOf(texts),
    discoverable: factOf(orNull(flag)),
    attestation: fc.record({
      format: oddText,
      verdict: fc.constantFrom("none", "self", "verified", "untrusted", "unchecked"),
      path: texts,
      keyId: orNull(oddText),
    }),
    mediation: fc.constantFrom("modal", "conditional"),
  })
  .map((seen) => mintEvidence<PasskeyEnrolment>(seen, "seen"));

const proof: fc.Arbitrary<PasskeyProof> = fc
  .record({
    ...ceremony,
    ceremony: fc.constant("prove" as const),
    counter: fc.constantFrom("unsupported", "advanced", "went-back"),
    backupChange: fc.constantFrom("none", "became-backed-up", "no-longer-backed-up"),
    uvInitialized: flag,
    settlesAt: orNull(at),
    enrolment,
  })
  .map((seen) => mintEvidence<PasskeyProof>(seen, "seen"));

const kindOf = <K extends string>(kind: K) => fc.constant(kind);
const prove = fc.constant("prove" as const);
const either = fc.constantFrom<Ceremony[]>(...CEREMONIES);
const about = { account: textAs<AccountId>(), at };
const message = { ceremony: prove, ...about, sentAt: at };
const channel: fc.Arbitrary<Channel> = fc.record({
  kind: fc.constantFrom("email", "sms"),
  address: oddText,
});
const keeper = fc.constantFrom<SeedKeeper[]>("hardware-token", "own-app", "vault", "unknown");

/** By what it calls itself: a kind that is forgotten here does not compile. */
const OTHERS: {
  readonly [K in Exclude<Evidence["kind"], "passkey">]: fc.Arbitrary<
    Extract<Evidence, { readonly kind: K }>
  >;
} = {
  password: fc.record({
    kind: kindOf("password"),
    credential: oddText,
    ceremony: either,
    ...about,
    length: fc.nat(),
    resetBy: texts,
  }),
  totp: fc.record({
    kind: kindOf("totp"),
    ceremony: either,
    ...about,
    credential: oddText,
    keptIn: factOf(keeper),
  }),
  "sms-code": fc.record({ kind: kindOf("sms-code"), ...message, number: oddText }),
  "email-code": fc.record({ kind: kindOf("email-code"), ...message, address: oddText }),
  "magic-link": fc.record({ kind: kindOf("magic-link"), ...message, address: oddText }),
  "recovery-code": fc.record({
    kind: kindOf("recovery-code"),
    ceremony: either,
    ...about,
    credential: oddText,
  }),
  external: fc.record({
    kind: kindOf("external"),
    ceremony: prove,
    ...about,
    assertion: fc.constantFrom<Assertion[]>(...ASSERTIONS),
    by: oddText,
  }),
  begun: fc.record({ kind: kindOf("begun"), ...about }),
  notified: fc.record({ kind: kindOf("notified"), ...about, channel }),
  vetoed: fc.record({ kind: kindOf("vetoed"), ...about, channel }),
};

const others = Object.values<fc.Arbitrary<Evidence>>(OTHERS).map((kind) =>
  kind.map((seen) => mintEvidence(seen, "seen")),
);

/** One of each. */
export const everyKind: fc.Arbitrary<readonly Evidence[]> = fc.tuple(enrolment, proof, ...others);

export const evidence: fc.Arbitrary<readonly Evidence[]> = fc.array(
  fc.oneof<fc.Arbitrary<Evidence>[]>(enrolment, proof, ...others),
  { maxLength: 6 },
);
