import { secondsBetween } from "../base/time.ts";
import { say, sayForms } from "../words/say.ts";
import type { AttemptModel, CodeStep } from "./attempt-model.ts";
import { GiveUp, isEntry, Purpose } from "./attempt-purpose.tsx";
import { Document } from "./document.tsx";
import { OtherWays } from "./other-ways.tsx";
import { Field } from "./parts.tsx";
import { codePath, PATHS, resendPath, withReturn } from "./paths.ts";
import { Phrase } from "./phrase.tsx";
import { Restricted } from "./restricted.tsx";

interface Props {
  readonly model: AttemptModel;
  readonly step: CodeStep;
}

/** A code that came by email: one field, so that it can be pasted and filled in whole. */
export function CodePage({ model, step }: Props) {
  const { context } = model;
  const { language } = context;
  const address = <bdi>{step.sentTo}</bdi>;
  const isSignUp = model.action === "sign-up" && step.method === "email-code";
  const title = say(language, titleOf(model, step));
  return (
    <Document context={context} title={title} layout="sheet" scripts={["code"]}>
      <div class="lede">
        {isSignUp ? <p class="step">{say(language, "steps.label", { step: 1, of: 2 })}</p> : null}
        <h1>{title}</h1>
        <p class="lead">
          <Phrase language={language} say={sentence(step, isSignUp)} with={{ address }} />
        </p>
        {isEntry(model.action) || step.ceremony === "enrol" ? null : (
          <p>
            <Purpose model={model} />
          </p>
        )}
        {step.method === "sms-code" ? <Restricted context={context} /> : null}
      </div>
      <div class="task">
        {step.code === null ? null : <CodeForm model={model} step={step} code={step.code} />}
        <ResendForm model={model} step={step} />
        {isSignUp ? (
          <p class="aside">
            <a href={withReturn(PATHS.signUp, model.returnTo)}>
              {say(language, "code.otherAddress")}
            </a>
          </p>
        ) : (
          <>
            <OtherWays model={model} />
            <GiveUp model={model} />
          </>
        )}
      </div>
    </Document>
  );
}

function titleOf({ action }: AttemptModel, { method, ceremony }: CodeStep) {
  if (action === "change:email" && ceremony === "enrol") return "email.change.title";
  return method === "sms-code" ? "sms.title" : "code.title";
}

function sentence({ method, code, wasSent }: CodeStep, isSignUp: boolean) {
  if (method === "sms-code") {
    if (code !== null) return "sms.sent";
    return wasSent ? "sms.gone" : "sms.ask";
  }
  if (code !== null) return isSignUp ? "code.sent" : "mail.code.lead";
  return wasSent ? "code.gone" : "mail.ask";
}

function CodeForm({ model, step, code }: Props & { readonly code: NonNullable<CodeStep["code"]> }) {
  const { language } = model.context;
  const count = Math.max(1, Math.round(secondsBetween(step.now, code.expiresAt) / 60));
  return (
    <form method="post" action={withReturn(codePath(model.id), model.returnTo)} data-code>
      <input type="hidden" name="step" value={code.step} />
      <input type="hidden" name="method" value={step.method} />
      <Field
        context={model.context}
        id="code"
        label={say(language, "code.label")}
        hint={say(language, "code.life", { count })}
        problem={step.problem}
        input={(attributes) => (
          <input
            {...attributes}
            class="code"
            name="code"
            type="text"
            inputmode="numeric"
            autocomplete="one-time-code"
            autocapitalize="none"
            spellcheck={false}
            dir="ltr"
            maxlength={32}
            required
            autofocus
          />
        )}
      />
      <button type="submit" class="primary">
        {say(language, "action.continue")}
      </button>
    </form>
  );
}

function ResendForm({ model, step }: Props) {
  const { language } = model.context;
  return (
    <form
      method="post"
      action={withReturn(resendPath(model.id), model.returnTo)}
      class="resend"
      data-resend={step.code === null ? 0 : step.resendAfterSeconds}
      data-forms={JSON.stringify(sayForms(language, "code.wait"))}
    >
      <input type="hidden" name="method" value={step.method} />
      {step.wasSent ? (
        <p>
          <strong>{say(language, "code.missing.title")}</strong>{" "}
          {say(language, step.method === "sms-code" ? "sms.missing" : "code.missing")}
        </p>
      ) : null}
      <p data-wait hidden></p>
      <button type="submit" class={step.code === null ? "primary" : "quiet"}>
        {say(language, step.wasSent ? "code.resend" : "mail.send")}
      </button>
    </form>
  );
}
