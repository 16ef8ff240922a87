import type { Entry } from "./catalogue.ts";

/**
 * What the commands say about a policy in English, to the developer who wrote it: what was found, and
 * what to do about it.
 */
export const policyEn = {
  "finding.no_sign_up":
    "Nobody can sign up: there is no such action. Accounts have to come in some other way.",
  "finding.nobody_signs_up":
    "Nobody can be admitted: no rule of sign-up can be met here. The notes say what it asks for and nobody has.",
  "finding.no_sign_in": "Nobody can sign in: there is no such action.",
  "finding.nobody_signs_in":
    "Nobody can sign in, whatever he has: no rule of sign-in can be met here. The notes say what it asks for and nobody has.",
  "finding.signs_up_and_stays_out":
    "Whoever signs up by {rule} cannot sign in with what he made. Let sign-in take it, or let sign-up ask for more.",
  "finding.signs_up_with_and_stays_out":
    "Whoever signs up by {rule} with {passkeys} cannot sign in with what he made. Let sign-in take it, or let sign-up ask for more.",
  "finding.no_enrolment":
    "Nobody can add a passkey later: there is no action enrol:passkey. An account keeps the passkeys that it began with.",
  "finding.nobody_enrols":
    "Nobody can add a passkey: no account that signing up makes can meet a rule of enrol:passkey.",
  "finding.no_recovery":
    "There is no way back: whoever loses every passkey loses the account, whatever else he has.",
  "finding.no_way_back_at_first":
    "A new account that loses its passkeys has no way back. It has one as soon as it has one of these, too: {until}.",
  "finding.nobody_can": "Nobody can do this: no rule of it can be met by anybody.",
  "finding.nobody_can_here": "Nobody can do this here: {actions}. It takes what is not offered.",
  "finding.group_never_meets":
    "Members of {group} can never do {action}: nobody can meet what the group asks for.",
  "finding.rule_never_decides":
    "{rule} never decides: {by} stands before it, and whoever meets the one has met the other.",
  "finding.rule_unmeetable":
    "Nobody can meet these: two of their steps fall together, or there is nothing that shows one of them.",
  "finding.class_empty":
    "No passkey that is known is in the class {class}: {lacks}. Nobody can meet the rules that need it.",
  "finding.class_empty_beside":
    "No passkey that is known is in the class {class}: {lacks}. Every rule that names it takes others as well.",
  "finding.class_unused": "No rule names the class {class}.",
  "finding.not_offered": {
    one: "{what} is not offered here, and {count} rule asks for it.",
    other: "{what} is not offered here, and {count} rules ask for it.",
  },
  "finding.cannot_wait_here": {
    one: "Nothing can wait here, and {count} rule has a delay.",
    other: "Nothing can wait here, and {count} rules have a delay.",
  },
  "finding.danger_single_factor":
    "danger.singleFactor is in force: somebody may get in, recover or enrol by a single factor, or by none.",
  "finding.danger_operator_alone":
    "danger.operatorAlone is in force: an operator's word alone may bind a credential to an account.",
  "finding.danger_without_invariants":
    "danger.withoutInvariants is in force: given up are {invariants}.",
  "finding.migration_without_end":
    "Accounts from before may still sign in as they did, and no end is set. Set migration.until.",
  "finding.migration_ends": "Accounts from before may still sign in as they did, until {day}.",
  "finding.migration_over": "The migration ended on {day}: these rules are closed, and can go.",
  "finding.assumes_honest_clients":
    "Assumed: an AAGUID without attestation is true, since the client at enrolment is its owner's own.",
  "finding.assumes_no_honest_clients":
    "Not assumed: an unattested passkey counts as one in an unknown vault, whatever it claims.",
  "finding.assumes_vaults":
    "Assumed: what the dated facts say of a vault's second step holds for every vault of it.",
  "finding.assumes_no_vaults":
    "Not assumed: no vault counts as one that demands a second step, whatever the facts say.",
  "finding.assumes_endpoints":
    "Assumed: malicious software on a person's own device is out of scope. No way of signing in helps.",
  "finding.invariant_broken": "{invariant} does not hold: {happens}.",
  "finding.invariant_undecided":
    "{invariant} is neither proved nor disproved: there are more sets than are worked out. It does not count as proved.",

  "severity.error": { one: "{count} error", other: "{count} errors" },
  "severity.warning": { one: "{count} warning", other: "{count} warnings" },
  "severity.note": { one: "{count} note", other: "{count} notes" },
  "cases.hold": {
    one: "{holding} of {count} case holds",
    other: "{holding} of {count} cases hold",
  },
  "case.expected": "expected {expected}, got {got}",

  "lacks.userVerification": "none has the user verification that it asks for",
  "lacks.keepers": "none is kept by whom it asks for",
  "lacks.vaultSecondStep": "no vault that verifies its user is known to demand a second step",
  "lacks.attested": "none is attested, and without metadata none can be",
  "lacks.deviceBound": "every one can be copied",
  "lacks.certified": "no model has the certificate, and without metadata none can have it",
  "lacks.name": "none is like it",

  "verdict.enough": "enough",
  "verdict.one-step": "one of two",
  "verdict.refused": "refused",
  "verdict.kinds": { one: "with {count} kind enrolled", other: "once {count} kinds are enrolled" },
  "verdict.title": "What one passkey is good for, to sign in",

  "kind.hardware-key-certified": "security key, attested, FIDO L2",
  "kind.hardware-key-attested": "security key, attested",
  "kind.hardware-key": "security key, by its AAGUID",
  "kind.platform-attested": "platform, on one device, attested",
  "kind.platform-bound": "platform, on one device",
  "kind.platform-synced": "platform, synced",
  "kind.vault-second-step": "vault with a second step",
  "kind.vault": "vault",
  "kind.vault-second-step-uv-issue": "vault with a second step, UV in doubt",
  "kind.vault-uv-issue": "vault, UV in doubt",
  "kind.unknown": "unknown keeper",
  "kind.hardware-key-without-uv": "security key, touched only",
  "kind.model-uv-bypassed": "model whose UV is bypassed",
  "kind.model-revoked": "model that is revoked",
  "kind.example": "such as {names}",
  "kind.none": "none is known",
} as const satisfies Readonly<Record<string, Entry>>;
