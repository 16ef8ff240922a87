import type { Entry } from "./catalogue.ts";

/** Getting back in, and what is said to whoever was told of it. */
export const recoveryEn = {
  "recover.title": "Get back into your account",
  "recover.lead":
    "Lost your phone, or the passkey on it? Show what you still have, and you can create a new passkey.",
  "recover.hint": "The address that you signed up with.",
  "recover.remembered": "Found it after all?",
  "recover.wait.title": "Does it take time?",
  "recover.wait":
    "Sometimes. Before a new passkey is created, we may write to all your addresses and wait, so that nobody does this behind your back.",
  "recover.link.title": "Create a new passkey with this link",
  "recover.link.lead":
    "Somebody at {app} made this link for you. It works once. Next you show one thing more that is yours, such as your password.",

  "panel.done.recover": "That is done.",
  "refused.title.recover": "This way back is closed",

  "waiting.title": "Now it takes a little time",
  "waiting.lead": "You have shown all that was asked for. You can create your new passkey {when}.",
  "waiting.until": "That is on {moment}.",
  "waiting.told.title": "Who was told",
  "waiting.told":
    "We have written to every address and number of this account. Whoever reads it there can stop this, if it was not you.",
  "waiting.back.title": "How to come back",
  "waiting.back":
    "Open this page again in this browser. In another one, begin again and show the same: the waiting goes on from where it is.",
  "waiting.reload": "Look again",
  "waiting.giveUp": "Stop this recovery",

  "recovered.title": "You have a new passkey",
  "recovered.lead":
    "Nobody is signed in yet. Sign in with your new passkey, then look at what is old.",
  "recovered.old.title": "What your account has now",
  "recovered.old":
    "Remove what you no longer have, or what somebody else may have, as soon as you are signed in.",

  "notice.title": "A message about your account",
  "notice.at": "It was sent on {moment}.",
  "notice.veto.title": "Somebody wants a new way into your account",
  "notice.veto.lead":
    "They have shown what is asked for, and wait now. If that is you, close this page. If it is not, stop it.",
  "notice.veto.do": "That is not me: stop it",
  "notice.veto.after": "It ends at once, in whichever browser it was begun. Nothing else changes.",
  "notice.vetoed.title": "It is stopped",
  "notice.vetoed.lead":
    "Nobody got into your account this way. Whoever tried knew something of yours: sign in and change what they showed.",
  "notice.report.title": "Was that not you?",
  "notice.report.lead":
    "Report it here. What was opened by it is signed out at once. Then sign in, and remove what you do not know.",
  "notice.report.do": "That was not me: report it",
  "notice.reported.title": "Thank you, it is reported",
  "notice.reported.lead":
    "What was opened by it is signed out. Sign in now, and remove what you do not know from your account.",
  "notice.over.title": "This is over",
  "notice.over.lead": "There is nothing left to stop. Sign in to see how your account stands.",
} as const satisfies Readonly<Record<string, Entry>>;
