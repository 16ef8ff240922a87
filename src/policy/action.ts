import { METHODS, type Method } from "../evidence/methods.ts";

/** What somebody attempts to do. Each is asked of `decide`; there is no other door. */
export type Action =
  | "sign-up"
  | "sign-in"
  | "recover"
  | `${CredentialVerb}:${Method}`
  | "regenerate:recovery-code"
  | `change:${string}`
  | `operate:${string}`
  | ApplicationAction;

/** An action of the application itself, such as `pay`. */
export type ApplicationAction = string & { readonly __brand: "ApplicationAction" };

const CREDENTIAL_VERBS = ["enrol", "remove", "suspend", "lift", "rename"] as const;

type CredentialVerb = (typeof CREDENTIAL_VERBS)[number];

const NAME = /^[a-z][a-z0-9-]{0,62}$/;

/** The action that a text names, or undefined where it names none. */
export function parseAction(text: string): Action | undefined {
  const [head = "", target, ...more] = text.split(":");
  if (more.length > 0 || !NAME.test(head)) return undefined;
  if (target === undefined) return text as Action;
  if (isOneOf(CREDENTIAL_VERBS, head)) {
    return isOneOf(METHODS, target) ? `${head}:${target}` : undefined;
  }
  if (head === "change" || head === "operate") {
    return NAME.test(target) ? `${head}:${target}` : undefined;
  }
  return text === "regenerate:recovery-code" ? text : undefined;
}

/** Actions that begin without a session; every other one belongs to a session. */
export function beginsSession(action: Action): boolean {
  return action === "sign-up" || action === "sign-in" || action === "recover";
}

const ABOUT_CREDENTIAL: ReadonlySet<string> = new Set(["remove", "suspend", "lift", "rename"]);

/** The method of the credential that an action is about; null where it is about none. */
export function targetMethod(action: Action): string | null {
  const [verb = "", method = null] = action.split(":");
  return ABOUT_CREDENTIAL.has(verb) ? method : null;
}

function isOneOf<T extends string>(values: readonly T[], text: string): text is T {
  return values.some((value) => value === text);
}
