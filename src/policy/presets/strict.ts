import type { PolicySource, TermSource } from "../schema.ts";
import {
  allOf,
  anyOf,
  DAY,
  forEach,
  fresh,
  HOUR,
  newPasskey,
  passkey,
  followedBy,
} from "./build.ts";

/** Classes in which a passkey with user verification is both steps at once. */
const ENOUGH = ["platform", "hardware-key", "vault-with-second-step"];
const OTHER_VAULT = "other-vault";

const MAIL: TermSource = { prove: "email-code" };
const SMS: TermSource = { prove: "sms-code" };

/** Two of different kinds were enrolled: one of them is enough, another vault's only beside one. */
const signIn = [
  allOf([passkey(...ENOUGH)], { passkeyKinds: 2 }),
  allOf([passkey(OTHER_VAULT), passkey(...ENOUGH)]),
];

const pairs = [
  ["platform", "hardware-key"],
  ["platform", "vault-with-second-step"],
  ["hardware-key", "vault-with-second-step"],
  ["platform", OTHER_VAULT],
  ["hardware-key", OTHER_VAULT],
] as const;

/** Two channels for notices are proved at the beginning: two mailboxes, or a mailbox and a number. */
const channels = [
  [MAIL, MAIL],
  [MAIL, SMS],
];

/** Passkeys alone, two of different kinds, and nobody alone can bring a way in back. */
export const strict: PolicySource = {
  version: 1,
  name: "strict",
  assumptions: { honestClients: true, vaults: true },
  attestation: { ask: "always", unattested: "accept" },
  algorithms: [-8, -7, -257],
  counterWentBack: "refuse",
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
    [OTHER_VAULT]: { userVerification: "known-issue", keepers: ["vault", "unknown"] },
  },
  actions: {
    "sign-up": anyOf(
      ...channels.flatMap((proved) =>
        pairs.map(([one, other]) => allOf([...proved, newPasskey(one), newPasskey(other)])),
      ),
    ),
    "sign-in": anyOf(...signIn),
    recover: anyOf(
      // The other passkey, where only one is left.
      allOf([passkey(...ENOUGH), newPasskey(...ENOUGH, OTHER_VAULT)], {
        notices: 2,
        settleSeconds: DAY,
      }),
      allOf(
        [
          { prove: "external", assertion: "approval" },
          { prove: "external", assertion: "approval" },
          newPasskey(...ENOUGH, OTHER_VAULT),
        ],
        { delaySeconds: 3 * DAY, notices: 2 },
      ),
    ),
    "enrol:passkey": anyOf(
      ...followedBy(fresh(signIn), [newPasskey(...ENOUGH, OTHER_VAULT)], {
        notices: 2,
        settleSeconds: DAY,
      }),
    ),
    "change:email": anyOf(...followedBy(fresh(signIn), [{ enrol: "email-code" }], { notices: 2 })),
    "change:number": anyOf(...followedBy(fresh(signIn), [{ enrol: "sms-code" }], { notices: 2 })),
    ...forEach(["remove:passkey", "lift:passkey"], () =>
      anyOf(...fresh(signIn).map((one) => ({ ...one, notices: 2 }))),
    ),
    "suspend:passkey": anyOf(allOf([passkey(...ENOUGH, OTHER_VAULT)], { notices: 1 })),
    "rename:passkey": anyOf(allOf([passkey(...ENOUGH, OTHER_VAULT)])),
  },
  groups: {},
  session: { idleSeconds: HOUR, absoluteSeconds: DAY },
  migration: { until: null },
  invariants: [
    "no-single-remote-takeover",
    "no-single-remote-takeover-without-delays",
    "phishing-resistant-on-every-path",
    "recovery-not-weaker",
    "session-theft-gives-no-control",
  ],
  danger: {},
};
