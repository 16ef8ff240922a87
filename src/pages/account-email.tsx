import { say } from "../words/say.ts";
import type { AccountModel } from "./account-model.ts";
import { PATHS } from "./paths.ts";

/** Where the account's notices go, and how that is changed. */
export function EmailAddress({ model }: { readonly model: AccountModel }) {
  const { context, email } = model;
  const { language } = context;
  if (email === null || !model.emailChangeable) return null;
  return (
    <section aria-labelledby="email">
      <h2 id="email">{say(language, "account.email")}</h2>
      <p>
        <bdi class="name">{email}</bdi>
      </p>
      <p>{say(language, "account.email.lead")}</p>
      <form method="post" action={PATHS.changeEmail} class="field">
        <label for="new-email">{say(language, "account.email.new")}</label>
        <input
          id="new-email"
          name="email"
          type="text"
          inputmode="email"
          autocomplete="email"
          autocapitalize="none"
          spellcheck={false}
          dir="ltr"
          maxlength={320}
          required
        />
        <button type="submit" class="quiet">
          {say(language, "account.email.change")}
        </button>
      </form>
    </section>
  );
}
