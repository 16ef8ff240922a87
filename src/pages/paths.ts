import { localPath } from "./local-path.ts";

/** Where hosted pages link and post to. `http` routes the same table. */
export const PATHS = {
  signIn: "/sign-in",
  signUp: "/sign-up",
  signOut: "/sign-out",
  recover: "/recover",
  recoverByLink: "/recover/link",
  recovered: "/recovered",
  account: "/account",
  addPasskey: "/account/passkeys/new",
  changeEmail: "/account/email",
  weakestLink: "/account/weakest-link",
  sheet: "/account/sheet",
  activity: "/account/activity",
  sessions: "/account/sessions",
  endOtherSessions: "/account/sessions/end-others",
} as const;

export function attemptPath(id: string): string {
  return `/attempts/${encodeURIComponent(id)}`;
}

export function codePath(id: string): string {
  return `${attemptPath(id)}/code`;
}

export function resendPath(id: string): string {
  return `${attemptPath(id)}/resend`;
}

export function showPath(id: string): string {
  return `${attemptPath(id)}/show`;
}

export function numberPath(id: string): string {
  return `${attemptPath(id)}/number`;
}

export function cancelPath(id: string): string {
  return `${attemptPath(id)}/cancel`;
}

export function noticePath(secret: string): string {
  return `/notice/${encodeURIComponent(secret)}`;
}

export function linkPath(id: string): string {
  return `${attemptPath(id)}/link`;
}

/** The page of an attempt, with the way that somebody chose. */
export function wayPath(id: string, method: string, returnTo: string | null): string {
  const path = withReturn(attemptPath(id), returnTo);
  return `${path}${path.includes("?") ? "&" : "?"}method=${encodeURIComponent(method)}`;
}

export function addWayPath(method: string): string {
  return `/account/ways/${encodeURIComponent(method)}/new`;
}

/** Where something is begun that the account is to have instead. */
export function replaceWayPath(method: string): string {
  return `/account/ways/${encodeURIComponent(method)}/replace`;
}

/** Where something that the account has is renamed, suspended, allowed again or removed. */
export function doWayPath(method: string, id: string, doing: string): string {
  return `/account/ways/${encodeURIComponent(method)}/${encodeURIComponent(id)}/${doing}`;
}

export function endSessionPath(id: string): string {
  return `${PATHS.sessions}/${encodeURIComponent(id)}/end`;
}

/** A path with where to go on to afterwards, if that is on this site. */
export function withReturn(path: string, returnTo: string | null): string {
  const next = localPath(returnTo);
  return next === undefined ? path : `${path}?return_to=${encodeURIComponent(next)}`;
}
