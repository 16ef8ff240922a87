import type { PolicySource } from "../schema.ts";
import { allOf, anyOf, forEach, fresh, HOUR, newPasskey, passkey, followedBy } from "./build.ts";

const CERTIFIED = "certified";

const signIn = [allOf([passkey(CERTIFIED)])];
/** Two channels for notices: two mailboxes, or a mailbox and a number. */
const channels = [
  [{ prove: "email-code" }, { prove: "email-code" }],
  [{ prove: "email-code" }, { prove: "sms-code" }],
] as const;
const proofing = { prove: "external", assertion: "proofing" } as const;

/**
 * Attested, certified keys that cannot be copied, and supervised proofing where none is left. Nothing
 * is taken on a client's word, so that without metadata nobody is admitted.
 */
export const regulated: PolicySource = {
  version: 1,
  name: "regulated",
  assumptions: { honestClients: false, vaults: false },
  attestation: { ask: "always", unattested: "refuse" },
  algorithms: [-7, -8, -35, -36, -257],
  counterWentBack: "refuse",
  refuses: [
    "revoked",
    "key-compromised",
    "user-verification-bypassed",
    "key-extractable",
    "attestation-compromised",
    "status-unknown",
  ],
  passkeyClasses: {
    [CERTIFIED]: {
      userVerification: "attested",
      attested: true,
      deviceBound: true,
      certified: { fips: 1, fido: "L2" },
    },
  },
  actions: {
    "sign-up": anyOf(
      ...channels.map((proved) =>
        allOf([...proved, proofing, newPasskey(CERTIFIED), newPasskey(CERTIFIED)]),
      ),
    ),
    "sign-in": anyOf(...signIn),
    recover: anyOf(allOf([proofing, newPasskey(CERTIFIED)], { notices: 1 })),
    "enrol:passkey": anyOf(
      ...followedBy(fresh(signIn), [newPasskey(CERTIFIED)], { notices: 2 }),
      ...followedBy(fresh([allOf([proofing])]), [newPasskey(CERTIFIED)], { notices: 2 }),
    ),
    "change:email": anyOf(
      ...followedBy(fresh([...signIn, allOf([proofing])]), [{ enrol: "email-code" }], {
        notices: 2,
      }),
    ),
    ...forEach(["remove:passkey", "lift:passkey"], () =>
      anyOf(...fresh([...signIn, allOf([proofing])]).map((one) => ({ ...one, notices: 2 }))),
    ),
    "suspend:passkey": anyOf(allOf([passkey(CERTIFIED)], { notices: 1 })),
    "rename:passkey": anyOf(allOf([passkey(CERTIFIED)])),
  },
  groups: {},
  // NIST SP 800-63B-4 section 2.3.3.
  session: { idleSeconds: 900, absoluteSeconds: 12 * HOUR },
  migration: { until: null },
  // Not `recovery-not-weaker`: proofing may be the one thing that is defeated, where signing in takes
  // a key and its PIN.
  invariants: [
    "no-single-remote-takeover",
    "no-single-remote-takeover-without-delays",
    "phishing-resistant-on-every-path",
    "notice-independent",
    "session-theft-gives-no-control",
  ],
  danger: {},
};
