import { say } from "../words/say.ts";
import { type AttemptModel, beginningOf } from "./attempt-model.ts";
import { Document } from "./document.tsx";
import { OtherWays } from "./other-ways.tsx";
import { wayPath } from "./paths.ts";

/** Codes that live beside the passkey fall with it: the person says where they will be. */
export function KeptPage({ model }: { readonly model: AttemptModel }) {
  const { context } = model;
  const { language } = context;
  const title = say(language, "totp.kept.title");
  const path = wayPath(model.id, "totp", model.returnTo);
  return (
    <Document context={context} title={title} layout="sheet">
      <div class="lede">
        <h1>{title}</h1>
        <p class="lead">{say(language, "totp.kept")}</p>
      </div>
      <div class="task">
        <p>
          <a class="primary" href={`${path}&kept=own-app`}>
            {say(language, "totp.kept.own-app")}
          </a>
        </p>
        <p>
          <a class="quiet" href={`${path}&kept=vault`}>
            {say(language, "totp.kept.vault")}
          </a>
        </p>
        <OtherWays model={model} />
        <p class="aside">
          <a href={beginningOf(model)}>{say(language, "action.cancel")}</a>
        </p>
      </div>
    </Document>
  );
}
