import { toIso } from "../base/time.ts";
import { say } from "../words/say.ts";
import { sayDistance, sayMoment } from "../words/when.ts";
import type { AttemptModel, WaitingStep } from "./attempt-model.ts";
import { Document } from "./document.tsx";
import { Note } from "./parts.tsx";
import { attemptPath, cancelPath } from "./paths.ts";

interface WaitingProps {
  readonly model: AttemptModel;
  readonly step: WaitingStep;
}

/** All was shown; what is left is time, and that nobody who was told says no. */
export function WaitingPage({ model, step: { until, now } }: WaitingProps) {
  const { context, id } = model;
  const { language } = context;
  const title = say(language, "waiting.title");
  return (
    <Document context={context} title={title} layout="sheet">
      <div class="lede">
        <h1>{title}</h1>
        <p class="lead">
          {say(language, "waiting.lead", { when: sayDistance(language, until, now) })}
        </p>
        <p>
          <time datetime={toIso(until)}>
            {say(language, "waiting.until", { moment: sayMoment(language, until) })}
          </time>
        </p>
      </div>
      <div class="task">
        <a class="primary" href={attemptPath(id)}>
          {say(language, "waiting.reload")}
        </a>
        <form method="post" action={cancelPath(id)}>
          <button type="submit" class="quiet">
            {say(language, "waiting.giveUp")}
          </button>
        </form>
      </div>
      <div class="notes">
        <Note title={say(language, "waiting.told.title")}>{say(language, "waiting.told")}</Note>
        <Note title={say(language, "waiting.back.title")}>{say(language, "waiting.back")}</Note>
      </div>
    </Document>
  );
}
