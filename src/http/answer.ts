import type { Language } from "../words/languages.ts";
import { sayError } from "../words/say.ts";
import { type ErrorCode, statusOf } from "./codes.ts";

/** What an error's answer may say beside its code. */
export interface ErrorMore {
  readonly action?: string;
  readonly params?: Readonly<Record<string, string>>;
}

const NOT_STORED = { "cache-control": "no-store" };

export function json(value: unknown, status = 200): Response {
  const headers = { ...NOT_STORED, "content-type": "application/json" };
  return new Response(JSON.stringify(value), { status, headers });
}

export function nothing(): Response {
  return new Response(null, { status: 204, headers: NOT_STORED });
}

export function html(text: string, status = 200): Response {
  const headers = { ...NOT_STORED, "content-type": "text/html; charset=utf-8" };
  return new Response(text, { status, headers });
}

/** 303: the browser goes on with a GET, whatever it came with. */
export function seeOther(path: string): Response {
  return new Response(null, { status: 303, headers: { ...NOT_STORED, location: path } });
}

/** `{ code, message, docs }`, in the language of the caller. */
export function errorAnswer(
  language: Language,
  origin: string,
  code: ErrorCode,
  more: ErrorMore = {},
): Response {
  const docs = `${origin}/docs/errors#${code}`;
  return json({ code, message: sayError(language, code), docs, ...more }, statusOf(code));
}
