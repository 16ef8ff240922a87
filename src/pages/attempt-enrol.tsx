import { say } from "../words/say.ts";
import { actionGroupOf } from "./action-group.ts";
import { type AttemptModel, beginningOf, type EnrolStep, nextOf } from "./attempt-model.ts";
import { Document } from "./document.tsx";
import { OtherWays } from "./other-ways.tsx";
import { Panel } from "./panel.tsx";
import { Note, NoScript } from "./parts.tsx";
import { Shortfalls, WithKey } from "./passkey-step.tsx";

/** Creating a passkey: what happens is said before the system's window opens, and after. */
export function EnrolPage({
  model,
  step,
}: {
  readonly model: AttemptModel;
  readonly step: EnrolStep;
}) {
  const { context } = model;
  const { language } = context;
  const action = actionGroupOf(model.action);
  const another = step.shortfalls.length > 0;
  const first = action === "sign-up" && !another;
  const title = say(
    language,
    first ? "enrol.title" : another ? "enrol.title.another" : "enrol.title.more",
  );
  return (
    <Document context={context} title={title} layout="sheet" scripts={["attempt"]}>
      <div class="lede">
        {first ? <p class="step">{say(language, "steps.label", { step: 2, of: 2 })}</p> : null}
        <h1>{title}</h1>
        <p class="lead">{say(language, first ? "enrol.lead.first" : "enrol.lead.more")}</p>
        <Shortfalls context={context} codes={step.shortfalls} />
      </div>
      <div class="task" data-attempt={model.id} data-ceremony="enrol" data-next={nextOf(model)}>
        <p>{say(language, "enrol.before")}</p>
        <button type="button" class="primary" data-passkey disabled>
          {say(language, "enrol.create")}
        </button>
        <WithKey context={context} ceremony="enrol" takesUnverified={step.takesUnverified} />
        <Panel context={context} action={action} ceremony="enrol" />
        <NoScript context={context} />
        <OtherWays model={model} />
        <p class="aside">{say(language, "enrol.shared")}</p>
        {first ? null : (
          <p class="aside">
            <a href={beginningOf(model)}>{say(language, "action.cancel")}</a>
          </p>
        )}
      </div>
      <div class="notes">
        <Note title={say(language, "enrol.what.title")}>{say(language, "passkey.what")}</Note>
        <Note title={say(language, "enrol.where.title")}>{say(language, "enrol.where")}</Note>
        <Note title={say(language, "enrol.lost.title")}>{say(language, "enrol.lost")}</Note>
      </div>
    </Document>
  );
}
