import fc from "fast-check";
import { type Instant, plusSeconds } from "../../src/base/time.ts";
import type { Evidence } from "../../src/evidence/evidence.ts";
import { enrolment, NOW, proof, type Traits } from "./evidence.ts";
import { PASSKEYS, type PasskeyName } from "./knowledge.ts";
import {
  ADDRESS,
  begun,
  external,
  link,
  mail,
  MAIL_CHANNEL,
  notified,
  OTHER_ADDRESS,
  OTHER_MAIL_CHANNEL,
  password,
  savedCode,
  SMS_CHANNEL,
  sms,
  totp,
  vetoed,
} from "./others.ts";

/** Evidence about Ann, of every kind and age, good and bad. */

export const kinds = fc.constantFrom(...(Object.keys(PASSKEYS) as PasskeyName[]));

/** Within the last two days, often at the borders that the presets draw. */
export const instants: fc.Arbitrary<Instant> = fc
  .constantFrom(0, 60, 300, 301, 86_400, 86_401, 172_800)
  .map((seconds) => plusSeconds(NOW, -seconds));

const credentials = fc.constantFrom("one", "two", "three");
const addresses = fc.constantFrom(ADDRESS, OTHER_ADDRESS);
const ceremonies = fc.constantFrom("prove" as const, "enrol" as const);

/** Nothing that lowers an answer. */
export const traits: fc.Arbitrary<Traits> = fc.record({
  credential: credentials,
  at: instants,
  userVerified: fc.boolean(),
  userPresent: fc.boolean(),
  uvInitialized: fc.boolean(),
  asked: fc.constantFrom("required", "preferred"),
  settlesAt: fc.constantFrom(null, NOW, plusSeconds(NOW, 1)),
});

const passkeys = fc.tuple(kinds, traits, ceremonies).map(([kind, how, ceremony]): Evidence => {
  const whole = { ...PASSKEYS[kind], ...how };
  return ceremony === "prove" ? proof(whole) : enrolment(whole);
});

const others: fc.Arbitrary<Evidence> = fc.oneof(
  fc
    .record({ at: instants, ceremony: ceremonies, resetBy: fc.subarray([ADDRESS, OTHER_ADDRESS]) })
    .map(password),
  fc
    .record({
      at: instants,
      ceremony: ceremonies,
      credential: fc.constantFrom("totp", "token"),
      keptIn: fc.constantFrom("own-app", "hardware-token", "vault", "unknown"),
      from: fc.constantFrom("claimed", "asserted", "unknown"),
    })
    .map(totp),
  fc.record({ at: instants, ceremony: ceremonies }).map(sms),
  fc.record({ at: instants, address: addresses }).map(mail),
  fc.record({ at: instants, address: addresses }).map(link),
  fc.record({ at: instants, ceremony: ceremonies }).map(savedCode),
  fc
    .tuple(
      fc.constantFrom("approval" as const, "enrolment-link" as const, "proofing" as const),
      fc.record({ at: instants, by: fc.constantFrom("operator-1", "operator-2") }),
    )
    .map(([assertion, given]) => external(assertion, given)),
);

/** What only adds: notices that left, waiting that began. */
const circumstances: fc.Arbitrary<Evidence> = fc.oneof(
  fc.record({ at: instants }).map(begun),
  fc
    .tuple(
      fc.constantFrom(MAIL_CHANNEL, OTHER_MAIL_CHANNEL, SMS_CHANNEL),
      fc.record({ at: instants }),
    )
    .map(([channel, given]) => notified(channel, given)),
);

export const vetoes: fc.Arbitrary<Evidence> = fc.record({ at: instants }).map(vetoed);

export const piece: fc.Arbitrary<Evidence> = fc.oneof(
  { weight: 3, arbitrary: passkeys },
  { weight: 4, arbitrary: others },
  { weight: 2, arbitrary: circumstances },
);

export const pieces: fc.Arbitrary<readonly Evidence[]> = fc.array(piece, { maxLength: 7 });
