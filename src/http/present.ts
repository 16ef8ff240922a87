import { toIso } from "../base/time.ts";
import type { SessionItem } from "../flows/session-list.ts";
import type { CredentialStanding, SessionStanding } from "../flows/standing.ts";
import type { AttemptView, ReasonView, StepView } from "../flows/view.ts";
import type { HeldWay } from "../flows/ways.ts";
import type { SessionRecord } from "../store/records.ts";
import type { Language } from "../words/languages.ts";
import { sayReason } from "../words/say.ts";
import type {
  AttemptAnswer,
  CredentialAnswer,
  ReasonAnswer,
  SessionAnswer,
  SessionListAnswer,
  StepAnswer,
  WayAnswer,
} from "./schemas.ts";

/** What flows know, as the API says it. */

export function presentAttempt(
  language: Language,
  view: AttemptView,
  step: StepView | null,
): AttemptAnswer {
  return {
    id: view.id,
    action: view.action,
    ...(Object.keys(view.params).length > 0 ? { params: { ...view.params } } : {}),
    state: view.state,
    options: view.options.map(({ methods, ceremony }) => ({ methods: [...methods], ceremony })),
    ...(view.waitUntil === null ? {} : { waitUntil: toIso(view.waitUntil) }),
    reasons: view.reasons.map((reason) => presentReason(language, reason)),
    expiresAt: toIso(view.expiresAt),
    ...(step === null ? {} : { step: presentStep(step) }),
  };
}

export function presentStep(view: StepView): StepAnswer {
  const { step, method, ceremony, expiresAt } = view;
  const common = { step, method, ceremony, expiresAt: toIso(expiresAt) };
  if ("publicKey" in view) return { ...common, publicKey: { ...view.publicKey } };
  if ("sentTo" in view) return { ...common, sentTo: view.sentTo };
  if ("qr" in view) return { ...common, secret: view.secret, uri: view.uri, qr: view.qr };
  if ("codes" in view) return { ...common, codes: [...view.codes] };
  return view.leastCharacters === null
    ? common
    : { ...common, leastCharacters: view.leastCharacters };
}

export function presentSession(language: Language, standing: SessionStanding): SessionAnswer {
  const { record, email, assurance, reasons } = standing;
  return {
    account: record.account,
    email,
    authTime: toIso(record.authenticatedAt),
    aal: assurance.aal,
    amr: [...assurance.amr],
    acr: assurance.acr,
    factors: [...assurance.factors],
    phishingResistant: assurance.phishingResistant,
    decision: {
      policy: record.policy,
      rule: record.rule,
      reasons: reasons.map((reason) => presentReason(language, reason)),
    },
  };
}

export function presentCredential({
  record,
  proof,
  verdict,
}: CredentialStanding): CredentialAnswer {
  return {
    id: record.id,
    method: "passkey",
    name: record.name,
    provider: proof.provider?.name ?? null,
    keeper: proof.keeper,
    state: record.state,
    synced: record.backedUp,
    backupEligible: record.backupEligible,
    attested: proof.attested,
    userVerification: proof.uv,
    factors: [...proof.factors],
    verdict,
    reasons: [...proof.reasons],
    settlesAt: record.settlesAt === null ? null : toIso(record.settlesAt),
    createdAt: toIso(record.createdAt),
    lastUsedAt: record.lastUsedAt === null ? null : toIso(record.lastUsedAt),
  };
}

export function presentWay(way: HeldWay): WayAnswer {
  return {
    id: way.id,
    method: way.method,
    state: way.state,
    number: way.detail,
    createdAt: toIso(way.createdAt),
    lastUsedAt: way.lastUsedAt === null ? null : toIso(way.lastUsedAt),
  };
}

export function presentSessionItem(
  { record, restsOn, network }: SessionItem,
  current: SessionRecord,
): SessionListAnswer {
  return {
    id: record.id,
    current: record.id === current.id,
    userAgent: record.userAgent,
    methods: [...new Set(restsOn.map(({ method }) => method))],
    network,
    authTime: toIso(record.authenticatedAt),
    createdAt: toIso(record.createdAt),
    lastSeenAt: toIso(record.lastSeenAt),
    expiresAt: toIso(record.absoluteExpiresAt),
  };
}

function presentReason(language: Language, { rule, code, evidence }: ReasonView): ReasonAnswer {
  return { rule, code, text: sayReason(language, code), evidence };
}
