import { say } from "../words/say.ts";
import { sayOneOf } from "../words/when.ts";
import { actionGroupOf } from "./action-group.ts";
import { type AttemptModel, beginningOf, nextOf, type ProveStep } from "./attempt-model.ts";
import { Document } from "./document.tsx";
import { OtherWays } from "./other-ways.tsx";
import { Panel } from "./panel.tsx";
import { NoScript } from "./parts.tsx";
import { Shortfalls, WithKey } from "./passkey-step.tsx";
import { Phrase } from "./phrase.tsx";

interface Props {
  readonly model: AttemptModel;
  readonly step: ProveStep;
}

/** A passkey, shown again: the page names what it is asked for. */
export function ProvePage({ model, step }: Props) {
  const { context } = model;
  const { language, app } = context;
  const action = actionGroupOf(model.action);
  const title =
    action === "sign-in"
      ? say(language, "prove.signIn.title", { app })
      : say(language, "prove.title");
  return (
    <Document context={context} title={title} layout="sheet" scripts={["attempt"]}>
      <div class="lede">
        <h1>{title}</h1>
        <p class="lead">
          <Purpose model={model} step={step} />
        </p>
        <Left model={model} step={step} />
        <Shortfalls context={context} codes={step.shortfalls} />
      </div>
      <div class="task" data-attempt={model.id} data-ceremony="prove" data-next={nextOf(model)}>
        <p>{say(language, "prove.before")}</p>
        <button type="button" class="primary" data-passkey disabled>
          {say(language, action === "remove" ? "prove.remove.button" : "prove.button")}
        </button>
        <WithKey context={context} ceremony="prove" takesUnverified={step.takesUnverified} />
        <Panel context={context} action={action} ceremony="prove" />
        <NoScript context={context} />
        <OtherWays model={model} />
        {action === "sign-in" ? null : (
          <p class="aside">
            <a href={beginningOf(model)}>{say(language, "action.cancel")}</a>
          </p>
        )}
      </div>
    </Document>
  );
}

function Purpose({ model, step }: Props) {
  const { language, app } = model.context;
  if (step.removal !== null) {
    const name = <bdi class="name">{step.removal.name}</bdi>;
    return <Phrase language={language} say="prove.remove" with={{ name }} />;
  }
  switch (actionGroupOf(model.action)) {
    case "sign-in":
      return step.shortfalls.length > 0 ? (
        <>{say(language, "prove.signIn.another")}</>
      ) : (
        <>{say(language, "prove.signIn", { app })}</>
      );
    case "enrol":
      return <>{say(language, "prove.add")}</>;
    case "sign-up":
    case "remove":
    case "other":
      return <>{say(language, "prove.other")}</>;
  }
}

function Left({ model, step }: Props) {
  const { language } = model.context;
  if (step.removal === null || step.removal.left.length === 0) return null;
  const names = <bdi>{sayOneOf(language, step.removal.left)}</bdi>;
  return (
    <>
      <p>
        <Phrase language={language} say="prove.remove.left" with={{ names }} />
      </p>
      <p>{say(language, "passkey.remove.keeper")}</p>
    </>
  );
}
