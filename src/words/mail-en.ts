/**
 * What is written in mails, in English. The code stands first, in the subject and in the text: most
 * people read it from a notice on a locked screen. Times are in words, never as a date.
 */
export const mailEn = {
  "email-code": {
    subject: "{code} is your code for {app}",
    paragraphs: [
      "{code}",
      "is your code for {app}. Type it on the page that asked for it. It works once, for {minutes} minutes.",
      "If you did not ask for this, ignore it: without the code nothing happens. Nobody from {app} will ever ask you for it.",
    ],
  },
} as const;
