import { localPath } from "./local-path.ts";

/** Where hosted pages link and post to. `http` routes the same table. */
export const PATHS = {
  signIn: "/sign-in",
  signUp: "/sign-up",
  signOut: "/sign-out",
  account: "/account",
  addPasskey: "/account/passkeys/new",
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

export function removePasskeyPath(id: string): string {
  return `/account/passkeys/${encodeURIComponent(id)}/remove`;
}

/** A path with where to go on to afterwards, if that is on this site. */
export function withReturn(path: string, returnTo: string | null): string {
  const next = localPath(returnTo);
  return next === undefined ? path : `${path}?return_to=${encodeURIComponent(next)}`;
}
