/** What an attempt is about, as far as its pages differ. */
export type ActionGroup = "sign-in" | "sign-up" | "enrol" | "remove" | "other";

export function actionGroupOf(action: string): ActionGroup {
  if (action === "sign-in" || action === "sign-up") return action;
  if (action.startsWith("enrol:")) return "enrol";
  return action.startsWith("remove:") ? "remove" : "other";
}
