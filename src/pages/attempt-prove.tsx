import { say } from "../words/say.ts";
import { actionGroupOf } from "./action-group.ts";
import { type AttemptModel, beginningOf, nextOf, type ProveStep } from "./attempt-model.ts";
import { Afterwards, Purpose } from "./attempt-purpose.tsx";
import { Document } from "./document.tsx";
import { OtherWays } from "./other-ways.tsx";
import { Panel } from "./panel.tsx";
import { NoScript } from "./parts.tsx";
import { Shortfalls, WithKey } from "./passkey-step.tsx";

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
          <Why model={model} step={step} />
        </p>
        <Afterwards model={model} />
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

function Why({ model, step }: Props) {
  const { context, action } = model;
  const { language, app } = context;
  if (actionGroupOf(action) !== "sign-in") return <Purpose model={model} />;
  return step.shortfalls.length > 0 ? (
    <>{say(language, "prove.signIn.another")}</>
  ) : (
    <>{say(language, "prove.signIn", { app })}</>
  );
}
