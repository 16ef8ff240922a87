import { raw } from "hono/html";
import { say } from "../words/say.ts";
import { type AttemptModel, beginningOf, type SecretStep } from "./attempt-model.ts";
import { Afterwards, isEntry, Purpose } from "./attempt-purpose.tsx";
import { Document } from "./document.tsx";
import { OtherWays } from "./other-ways.tsx";
import { Field } from "./parts.tsx";
import { showPath, withReturn } from "./paths.ts";
import { Revealable } from "./revealable.tsx";
import { SavedCodes } from "./saved-codes.tsx";

interface Props {
  readonly model: AttemptModel;
  readonly step: SecretStep;
}

const KEYS = { password: "password", totp: "totp", "recovery-code": "saved" } as const;

const LABELS = {
  password: "password.label",
  "password.new": "password.new.label",
  totp: "totp.label",
  "totp.new": "totp.label",
  saved: "saved.label",
  "saved.new": "saved.new.label",
} as const;

/** A password, a code from an app, a saved code: one field; what is new is shown above it. */
export function SecretPage({ model, step }: Props) {
  const { context } = model;
  const { language } = context;
  const key = keyOf(step);
  const isChange = model.action === "change:password" && key === "password.new";
  const title = say(language, isChange ? "password.change.title" : `${key}.title`);
  return (
    <Document context={context} title={title} layout="sheet" scripts={["secret"]}>
      <div class="lede">
        <h1>{title}</h1>
        <Told model={model} step={step} />
        <p class="lead">{say(language, `${key}.lead`)}</p>
      </div>
      <div class="task">
        <Seed model={model} step={step} />
        <SavedCodes model={model} step={step} />
        <SecretForm model={model} step={step} />
        <OtherWays model={model} />
        <p class="aside">
          <a href={beginningOf(model)}>{say(language, "action.cancel")}</a>
        </p>
      </div>
    </Document>
  );
}

function keyOf({ method, ceremony }: SecretStep) {
  const name = KEYS[method];
  return ceremony === "enrol" ? (`${name}.new` as const) : name;
}

function SecretForm({ model, step }: Props) {
  const { context } = model;
  const { language } = context;
  const isPassword = step.method === "password";
  const label = LABELS[keyOf(step)];
  return (
    <form method="post" action={withReturn(showPath(model.id), model.returnTo)}>
      <input type="hidden" name="step" value={step.step} />
      <input type="hidden" name="method" value={step.method} />
      {isPassword && step.identifier !== null ? (
        <input
          class="hidden"
          type="text"
          name="username"
          autocomplete="username"
          value={step.identifier}
          tabindex={-1}
          aria-hidden="true"
          readonly
        />
      ) : null}
      <Field
        context={context}
        id="answer"
        label={say(language, label)}
        problem={step.problem}
        {...hintOf(model, step)}
        input={(attributes) => (
          <Revealable context={context} isPassword={isPassword} id={attributes.id}>
            <input {...attributes} {...kindOf(step)} name="answer" required autofocus />
          </Revealable>
        )}
      />
      <button type="submit" class="primary">
        {say(language, "action.continue")}
      </button>
    </form>
  );
}

function hintOf({ context: { language } }: AttemptModel, { leastCharacters }: SecretStep) {
  if (leastCharacters === null) return {};
  return { hint: say(language, "password.new.hint", { count: leastCharacters }) };
}

/** Nothing is in the way of a password manager or of pasting (WCAG 2.2, 3.3.8). */
function kindOf({ method, ceremony }: SecretStep) {
  if (method === "password") {
    const autocomplete = ceremony === "enrol" ? "new-password" : "current-password";
    return { type: "password", autocomplete, maxlength: 4096 };
  }
  const common = { type: "text", autocapitalize: "none", spellcheck: false, dir: "ltr" } as const;
  return method === "totp"
    ? {
        ...common,
        class: "code",
        inputmode: "numeric" as const,
        autocomplete: "one-time-code",
        maxlength: 32,
      }
    : { ...common, autocomplete: "off", maxlength: 128 };
}

function Seed({ model, step }: Props) {
  const { language } = model.context;
  if (step.seed === null) return null;
  return (
    <div class="seed">
      <div class="qr">{raw(step.seed.qr)}</div>
      <p>{say(language, "totp.new.text")}</p>
      <p class="secret" dir="ltr">
        <code>{step.seed.secret}</code>
      </p>
      <p>
        <a href={step.seed.uri}>{say(language, "totp.new.open")}</a>
      </p>
    </div>
  );
}

/** What it is asked for, where the title does not say it. */
function Told({ model, step }: Props) {
  const replacesCodes = model.action === "regenerate:recovery-code";
  if (isEntry(model.action) || (step.ceremony === "enrol" && !replacesCodes)) return null;
  return (
    <>
      <p>
        <Purpose model={model} />
      </p>
      {step.ceremony === "prove" ? <Afterwards model={model} /> : null}
    </>
  );
}
