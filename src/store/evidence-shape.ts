import type { Begun, Channel, Notified, Vetoed } from "../evidence/circumstance.ts";
import type {
  EmailCodeEvidence,
  MagicLinkProof,
  RecoveryCodeEvidence,
  SmsCodeEvidence,
} from "../evidence/codes.ts";
import type { Evidence } from "../evidence/evidence.ts";
import type { Assertion, ExternalProof } from "../evidence/external.ts";
import type { Ceremony } from "../evidence/methods.ts";
import type { PasswordEvidence, SeedKeeper, TotpEvidence } from "../evidence/secrets.ts";
import { factOf } from "./fact-shape.ts";
import { isPasskeyEnrolment, isPasskeyProof } from "./passkey-shape.ts";
import {
  type Check,
  exactly,
  isAccountId,
  isInstant,
  isInteger,
  isObject,
  isText,
  listOf,
  oneOf,
} from "./shape.ts";

const isProve = oneOf<"prove">({ prove: true });
const isCeremony = oneOf<Ceremony>({ prove: true, enrol: true });
const about = { account: isAccountId, at: isInstant };
const message = { ceremony: isProve, ...about, sentAt: isInstant };

const isEmailCode = exactly<EmailCodeEvidence>({
  kind: oneOf<"email-code">({ "email-code": true }),
  ...message,
  ceremony: isCeremony,
  address: isText,
});

const isMagicLinkProof = exactly<MagicLinkProof>({
  kind: oneOf<"magic-link">({ "magic-link": true }),
  ...message,
  address: isText,
});

const isSmsCode = exactly<SmsCodeEvidence>({
  kind: oneOf<"sms-code">({ "sms-code": true }),
  ...message,
  ceremony: isCeremony,
  number: isText,
});

const isPassword = exactly<PasswordEvidence>({
  kind: oneOf<"password">({ password: true }),
  ceremony: isCeremony,
  ...about,
  credential: isText,
  length: isInteger,
  resetBy: listOf(isText),
});

const isTotp = exactly<TotpEvidence>({
  kind: oneOf<"totp">({ totp: true }),
  ceremony: isCeremony,
  ...about,
  credential: isText,
  keptIn: factOf(
    oneOf<SeedKeeper>({ "hardware-token": true, "own-app": true, vault: true, unknown: true }),
  ),
});

const isRecoveryCode = exactly<RecoveryCodeEvidence>({
  kind: oneOf<"recovery-code">({ "recovery-code": true }),
  ceremony: isCeremony,
  ...about,
  credential: isText,
});

const isExternal = exactly<ExternalProof>({
  kind: oneOf<"external">({ external: true }),
  ceremony: isProve,
  ...about,
  assertion: oneOf<Assertion>({ "enrolment-link": true, approval: true, proofing: true }),
  by: isText,
});

const isChannel = exactly<Channel>({
  kind: oneOf<Channel["kind"]>({ email: true, sms: true }),
  address: isText,
});
const isBegun = exactly<Begun>({ kind: oneOf<"begun">({ begun: true }), ...about });
const isNotified = exactly<Notified>({
  kind: oneOf<"notified">({ notified: true }),
  ...about,
  channel: isChannel,
});
const isVetoed = exactly<Vetoed>({
  kind: oneOf<"vetoed">({ vetoed: true }),
  ...about,
  channel: isChannel,
});

/** Every kind of evidence, by what it calls itself; one that has no line here is refused. */
type Named<E> = E extends { readonly kind: infer K extends string; readonly ceremony: infer C }
  ? C extends string
    ? `${K} ${C}`
    : never
  : E extends { readonly kind: infer K extends string }
    ? K
    : never;

const shapes = new Map<string, Check<Evidence>>(
  Object.entries<Check<Evidence>>({
    "passkey prove": isPasskeyProof,
    "passkey enrol": isPasskeyEnrolment,
    "password prove": isPassword,
    "password enrol": isPassword,
    "totp prove": isTotp,
    "totp enrol": isTotp,
    "sms-code prove": isSmsCode,
    "sms-code enrol": isSmsCode,
    "email-code prove": isEmailCode,
    "email-code enrol": isEmailCode,
    "magic-link prove": isMagicLinkProof,
    "recovery-code prove": isRecoveryCode,
    "recovery-code enrol": isRecoveryCode,
    "external prove": isExternal,
    begun: isBegun,
    notified: isNotified,
    vetoed: isVetoed,
  } satisfies Record<Named<Evidence>, Check<Evidence>>),
);

export function isEvidence(value: unknown): value is Evidence {
  if (!isObject(value)) return false;
  const { kind, ceremony } = value;
  if (!isText(kind)) return false;
  const name = isText(ceremony) ? `${kind} ${ceremony}` : kind;
  return shapes.get(name)?.(value) === true;
}

export const isEvidenceList: Check<readonly Evidence[]> = listOf(isEvidence);
