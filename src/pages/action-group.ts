import type { Doing } from "../flows/doable.ts";

/** What an attempt is about, as far as its pages differ. */
export type ActionGroup = "sign-in" | "sign-up" | "recover" | "enrol" | "remove" | "other";

export function actionGroupOf(action: string): ActionGroup {
  if (action === "sign-in" || action === "sign-up" || action === "recover") return action;
  if (action.startsWith("enrol:")) return "enrol";
  return action.startsWith("remove:") ? "remove" : "other";
}

const DOINGS: readonly Doing[] = ["rename", "suspend", "lift", "remove"];

/** What is done to something that the account has; null of every other action. */
export function doingOf(action: string): Doing | null {
  const [verb = ""] = action.split(":");
  return DOINGS.find((doing) => doing === verb) ?? null;
}
