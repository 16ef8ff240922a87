import type { CreationJson, RequestJson } from "./ceremony.ts";
import { after } from "./clock.ts";
import type { ResponseJson } from "./json.ts";

/** An attempt at an action, as `/api/attempts` answers it. */
export interface Attempt {
  readonly id: string;
  readonly action: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly state: "open" | "waiting" | "allowed" | "refused" | "expired";
  readonly options: readonly {
    readonly methods: readonly string[];
    readonly ceremony: "prove" | "enrol";
  }[];
  readonly waitUntil?: string;
  readonly reasons: readonly {
    readonly rule: string;
    readonly code: string;
    readonly text: string;
  }[];
  readonly expiresAt: string;
  /** Where a method was named at the beginning. */
  readonly step?: Step;
}

/** A step that was begun with a passkey. */
export type Step = ProveStep | EnrolStep;

interface StepFacts {
  readonly step: string;
  readonly method: "passkey";
  readonly expiresAt: string;
}

export interface ProveStep extends StepFacts {
  readonly ceremony: "prove";
  readonly publicKey: RequestJson;
}

export interface EnrolStep extends StepFacts {
  readonly ceremony: "enrol";
  readonly publicKey: CreationJson;
}

/** What the server said, or that it could not be asked. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure };

export type Failure =
  | {
      readonly outcome: "failed";
      /** A code of the API. */
      readonly code: string;
      /** For the person, in the language of the page. */
      readonly message: string;
      /** Where the code is documented. */
      readonly docs: string;
    }
  /** No answer, or none of ours. */
  | { readonly outcome: "unreachable" };

const LONGEST_ANSWER_MS = 20_000;

/** `POST /api/attempts` */
export function beginAttempt(
  base: string,
  body: {
    readonly action: string;
    readonly identifier?: string;
    readonly method?: "passkey";
  },
): Promise<Answer<Attempt>> {
  return post(`${base}/api/attempts`, body);
}

/** What the person says about the passkey that he is about to use or to create. */
export interface StepParams {
  readonly authenticator?: "security-key";
  /** It has neither PIN nor fingerprint reader. */
  readonly userVerification?: "none";
}

/** `POST /api/attempts/:id/steps` */
export function beginStep(
  base: string,
  attempt: string,
  body: {
    readonly method: "passkey";
    readonly ceremony: "prove" | "enrol";
    readonly params?: StepParams;
  },
): Promise<Answer<Step>> {
  return post(`${base}/api/attempts/${encodeURIComponent(attempt)}/steps`, body);
}

/** `POST /api/attempts/:id/evidence` */
export function sendEvidence(
  base: string,
  attempt: string,
  body: { readonly step: string; readonly response: ResponseJson },
): Promise<Answer<Attempt>> {
  return post(`${base}/api/attempts/${encodeURIComponent(attempt)}/evidence`, body);
}

async function post<T>(url: string, body: unknown): Promise<Answer<T>> {
  const controller = new AbortController();
  const stopWaiting = after(LONGEST_ANSWER_MS, () => {
    controller.abort();
  });
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify(body),
      credentials: "same-origin",
      redirect: "error",
      signal: controller.signal,
    });
    const json: unknown = await response.json();
    return response.ok ? { ok: true, value: json as T } : { ok: false, failure: failureOf(json) };
  } catch {
    return { ok: false, failure: { outcome: "unreachable" } };
  } finally {
    stopWaiting();
  }
}

/** Our errors have a code; anything else came from something in between. */
function failureOf(json: unknown): Failure {
  const { code, message, docs } = (json ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof code !== "string" || typeof message !== "string") return { outcome: "unreachable" };
  return { outcome: "failed", code, message, docs: typeof docs === "string" ? docs : "" };
}
