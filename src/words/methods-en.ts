/** What the pages say of passwords, one-time passwords, text messages and saved codes. */
export const methodsEn = {
  "way.passkey": "a passkey",
  "way.password": "your password",
  "way.totp": "a code from your app",
  "way.sms-code": "a code by text message (restricted)",
  "way.email-code": "a code by email",
  "way.magic-link": "a link by email",
  "way.recovery-code": "a saved code",
  "way.external": "somebody who confirms who you are",
  "way.another": "Another way",
  "way.use": "Use {way}",

  "password.title": "Enter your password",
  "password.lead": "It is one step. We may ask for another one after it.",
  "password.label": "Password",
  "password.new.title": "Choose a password",
  "password.new.lead":
    "It is a second step beside your passkey. A few words that do not belong together are a good one.",
  "password.new.label": "New password",
  "password.new.hint": {
    one: "{count} character or more. Every character counts, spaces too.",
    other: "{count} characters or more. Every character counts, spaces too.",
  },

  "totp.title": "Enter the code from your app",
  "totp.lead": "Open the app that shows your codes and type the one that it shows now.",
  "totp.label": "Code",
  "totp.new.title": "Set up codes from an app",
  "totp.new.lead": "Scan this picture with an authenticator app, then type the code that it shows.",
  "totp.new.text": "If you cannot scan it, type this into the app:",
  "totp.new.open": "Open an app on this device",
  "totp.kept.title": "Where will the codes be?",
  "totp.kept":
    "Codes in the same place as your passkey fall with it, so we count them apart only where they are kept apart.",
  "totp.kept.own-app": "In an app of their own",
  "totp.kept.vault": "In my password manager",

  "sms.title": "Check your messages",
  "sms.sent": "We sent a code to {address}. Type it here.",
  "sms.ask": "We send a code to {address}.",
  "sms.gone": "The code that we sent to {address} no longer works. Have a new one sent.",
  "sms.send": "Send the code",
  "sms.missing": "It can take a minute. Is the telephone on?",
  "sms.number.title": "Add your telephone number",
  "sms.number.lead": "We send a code to it, to see that it is yours.",
  "sms.number.label": "Number, with its country code",
  "sms.number.hint": "Such as +44 1632 960961",
  "sms.number.other": "Use another number",

  "mail.ask": "We send a code to {address}.",
  "mail.send": "Send the code",
  "mail.code.lead": "We sent a code to {address}. Type it here.",

  "saved.title": "Enter a saved code",
  "saved.lead": "Type one of the codes that you wrote down or printed. Each works once.",
  "saved.label": "Saved code",
  "saved.new.title": "Save these codes",
  "saved.new.lead":
    "Print them or write them down, and keep them where nobody else looks. They are shown this once. Each works once, when everything else is lost.",
  "saved.new.label": "Type one of them, to show that you have them",

  "link.title": "Sign in with this link",
  "link.lead": "You asked for this link in this browser. Continue here, or close this page.",
  "link.elsewhere.title": "This link belongs to another browser",
  "link.elsewhere":
    "Open it in the browser where you asked for it, or type the code from the same message there.",

  "account.ways": "Other ways in",
  "account.ways.lead":
    "What you can show beside a passkey, or when you have none at hand. Each is also a way for somebody who takes it from you.",
  "account.ways.add.password": "Set a password",
  "account.ways.add.totp": "Set up codes from an app",
  "account.ways.add.sms-code": "Add a telephone number",
  "account.ways.add.recovery-code": "Make saved codes",
  "account.way.password": "Password",
  "account.way.password.takes":
    "Somebody who learns it, or tricks you into typing it, has this step.",
  "account.way.totp": "Codes from an app",
  "account.way.totp.takes":
    "Somebody who sees a code while it works, or copies the app, has this step.",
  "account.way.sms-code": "Text messages",
  "account.way.sms-code.takes":
    "Somebody who takes over the number, or reads its messages, has this step.",
  "account.way.recovery-code": "Saved codes",
  "account.way.recovery-code.takes": "Somebody who finds the paper has this step.",
  "account.email.new": "New email address",
  "account.email.change": "Change the address",

  "signIn.other": "Sign in without a passkey",
} as const;
