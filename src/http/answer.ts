import type { Language } from "../words/languages.ts";
import { sayError } from "../words/say.ts";
import { type ErrorCode, type Refusal, refusedWith } from "./codes.ts";

/** What an error's answer may say beside its code. */
export interface ErrorMore {
  readonly action?: string;
  readonly params?: Readonly<Record<string, string>>;
}

const NOT_STORED = { "cache-control": "no-store" };

export function json(
  value: unknown,
  status = 200,
  more: Readonly<Record<string, string>> = {},
): Response {
  const headers = { ...NOT_STORED, ...more, "content-type": "application/json" };
  return new Response(JSON.stringify(value), { status, headers });
}

export function nothing(): Response {
  return new Response(null, { status: 204, headers: NOT_STORED });
}

export function html(text: string, status = 200): Response {
  const headers = { ...NOT_STORED, "content-type": "text/html; charset=utf-8" };
  return new Response(text, { status, headers });
}

/** A page that says why something is refused, or asks again for what was. */
export function refusedHtml(text: string, refusal: ErrorCode | Refusal): Response {
  const { status, headers } = refusedWith(refusalOf(refusal));
  const type = { "content-type": "text/html; charset=utf-8" };
  return new Response(text, { status, headers: { ...NOT_STORED, ...headers, ...type } });
}

function refusalOf(refusal: ErrorCode | Refusal): Refusal {
  return typeof refusal === "string" ? { code: refusal } : refusal;
}

/** 303: the browser goes on with a GET, whatever it came with. */
export function seeOther(path: string): Response {
  return new Response(null, { status: 303, headers: { ...NOT_STORED, location: path } });
}

/** `{ code, message, docs }`, in the language of the caller; with when to come back, where that is known. */
export function errorAnswer(
  language: Language,
  origin: string,
  refused: ErrorCode | Refusal,
  more: ErrorMore = {},
): Response {
  const refusal = refusalOf(refused);
  const { code } = refusal;
  const docs = `${origin}/docs/errors#${code}`;
  const { status, headers } = refusedWith(refusal);
  return json({ code, message: sayError(language, code), docs, ...more }, status, headers);
}
