import { say } from "../words/say.ts";
import type { AttemptModel, NumberStep } from "./attempt-model.ts";
import { GiveUp } from "./attempt-purpose.tsx";
import { Document } from "./document.tsx";
import { OtherWays } from "./other-ways.tsx";
import { Field } from "./parts.tsx";
import { numberPath, withReturn } from "./paths.ts";
import { Restricted } from "./restricted.tsx";

/** A telephone number, before the code that shows whose it is. */
export function NumberPage({
  model,
  step,
}: {
  readonly model: AttemptModel;
  readonly step: NumberStep;
}) {
  const { context } = model;
  const { language } = context;
  const isChange = model.action === "change:number";
  const title = say(language, isChange ? "sms.change.title" : "sms.number.title");
  return (
    <Document context={context} title={title} layout="sheet">
      <div class="lede">
        <h1>{title}</h1>
        <p class="lead">{say(language, "sms.number.lead")}</p>
        <Restricted context={context} />
      </div>
      <div class="task">
        <form method="post" action={withReturn(numberPath(model.id), model.returnTo)}>
          <Field
            context={context}
            id="number"
            label={say(language, "sms.number.label")}
            hint={say(language, "sms.number.hint")}
            problem={step.problem}
            input={(attributes) => (
              <input
                {...attributes}
                name="number"
                type="tel"
                autocomplete="tel"
                dir="ltr"
                maxlength={64}
                required
                autofocus
              />
            )}
          />
          <button type="submit" class="primary">
            {say(language, "sms.send")}
          </button>
        </form>
        <OtherWays model={model} />
        <GiveUp model={model} />
      </div>
    </Document>
  );
}
