import type { PolicySource, TermSource } from "../schema.ts";
import { allOf, anyOf, DAY, forEach, fresh, newPasskey, passkey, followedBy } from "./build.ts";

/** Classes in which a passkey with user verification is both steps at once. */
const ENOUGH = ["platform", "hardware-key", "vault-with-second-step"];
const ANY = "any";

const PASSWORD: TermSource = { prove: "password" };
const TOTP: TermSource = { prove: "totp" };
const SMS: TermSource = { prove: "sms-code" };
const MAIL: TermSource = { prove: "email-code" };

const withPasskey = [
  allOf([passkey(...ENOUGH)]),
  allOf([passkey(ANY), passkey(ANY)]),
  allOf([passkey(ANY), PASSWORD]),
  allOf([passkey(ANY), TOTP]),
  allOf([passkey(ANY), SMS]),
];

/** As before the passkeys came, for those who have none yet. */
const before = allOf([PASSWORD, TOTP], { unlessEverHad: ["passkey"], migrating: true });

/** At the high-water mark: by a passkey where there ever was one. */
const steppedUp = [...fresh(withPasskey), ...fresh([before])];

function enrolling(term: TermSource) {
  return anyOf(
    ...followedBy(fresh(withPasskey), [term], { notices: 1 }),
    // What a thief of the old factors binds must not count in full before its owner was told.
    ...followedBy(fresh([before]), [term], { notices: 1, settleSeconds: DAY }),
  );
}

/** The default: one passkey is enough where its keeper is known to verify its user. */
export const balanced: PolicySource = {
  version: 1,
  name: "balanced",
  assumptions: { honestClients: true, vaults: true },
  attestation: { ask: "security-keys", unattested: "accept" },
  algorithms: [-8, -7, -257],
  counterWentBack: "one-step",
  refuses: [
    "revoked",
    "key-compromised",
    "user-verification-bypassed",
    "key-extractable",
    "status-unknown",
  ],
  passkeyClasses: {
    platform: { userVerification: "claimed", keepers: ["platform"] },
    "hardware-key": { userVerification: "claimed", keepers: ["hardware-key"] },
    "vault-with-second-step": {
      userVerification: "claimed",
      keepers: ["vault"],
      vaultSecondStep: true,
    },
    [ANY]: { userVerification: "none" },
  },
  actions: {
    "sign-up": anyOf(
      allOf([MAIL, newPasskey(...ENOUGH)]),
      allOf([MAIL, newPasskey(ANY), newPasskey(ANY)]),
      allOf([MAIL, newPasskey(ANY), { enrol: "password" }]),
      allOf([MAIL, newPasskey(ANY), { enrol: "totp" }]),
    ),
    "sign-in": anyOf(...withPasskey, before),
    recover: anyOf(
      ...followedBy(withPasskey, [newPasskey(ANY)], { notices: 1 }),
      ...[PASSWORD, TOTP, SMS, passkey(ANY), { prove: "recovery-code" } as const].map((one) =>
        allOf([{ prove: "external", assertion: "enrolment-link" }, one, newPasskey(ANY)], {
          delaySeconds: DAY,
          notices: 1,
        }),
      ),
      allOf([{ prove: "recovery-code" }, { prove: "magic-link" }, newPasskey(ANY)], {
        channels: 2,
        delaySeconds: DAY,
        notices: 1,
      }),
    ),
    "enrol:passkey": enrolling(newPasskey(ANY)),
    "enrol:password": enrolling({ enrol: "password" }),
    "enrol:totp": enrolling({ enrol: "totp" }),
    "enrol:sms-code": enrolling({ enrol: "sms-code" }),
    "enrol:recovery-code": enrolling({ enrol: "recovery-code" }),
    "regenerate:recovery-code": enrolling({ enrol: "recovery-code" }),
    "change:email": enrolling({ enrol: "email-code" }),
    "change:number": enrolling({ enrol: "sms-code" }),
    "change:password": enrolling({ enrol: "password" }),
    ...forEach(
      [
        "remove:passkey",
        "remove:password",
        "remove:totp",
        "remove:sms-code",
        "remove:recovery-code",
        "lift:passkey",
        "lift:password",
        "lift:totp",
        "lift:sms-code",
      ],
      () => anyOf(...steppedUp.map((one) => ({ ...one, notices: 1 }))),
    ),
    // A loss is reported with whatever is left (NIST SP 800-63B-4 section 4.3).
    ...forEach(["suspend:passkey", "suspend:password", "suspend:totp", "suspend:sms-code"], () =>
      anyOf(...[passkey(ANY), PASSWORD, TOTP].map((one) => allOf([one], { notices: 1 }))),
    ),
    "rename:passkey": anyOf(allOf([passkey(ANY)]), allOf([PASSWORD])),
  },
  groups: {},
  session: { idleSeconds: 7 * DAY, absoluteSeconds: 30 * DAY },
  migration: { until: null },
  invariants: ["no-single-remote-takeover", "session-theft-gives-no-control"],
  danger: {},
};
