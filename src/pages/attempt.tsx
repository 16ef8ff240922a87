import { unreachable } from "../base/fault.ts";
import { type AttemptModel, type AttemptStep } from "./attempt-model.ts";
import { CodePage } from "./attempt-code.tsx";
import { ExpiredPage, RefusedPage } from "./attempt-end.tsx";
import { EnrolPage } from "./attempt-enrol.tsx";
import { KeptPage } from "./attempt-kept.tsx";
import { NumberPage } from "./attempt-number.tsx";
import { ProvePage } from "./attempt-prove.tsx";
import { SecretPage } from "./attempt-secret.tsx";
import { WaitingPage } from "./attempt-waiting.tsx";
import { renderDocument } from "./document.tsx";

/** `GET /attempts/:id`: the one page of an attempt shows what is to do next. */
export function renderAttempt(model: AttemptModel): string {
  return renderDocument(pageOf(model, model.step));
}

function pageOf(model: AttemptModel, step: AttemptStep) {
  switch (step.kind) {
    case "code":
      return <CodePage model={model} step={step} />;
    case "secret":
      return <SecretPage model={model} step={step} />;
    case "kept":
      return <KeptPage model={model} />;
    case "number":
      return <NumberPage model={model} step={step} />;
    case "enrol-passkey":
      return <EnrolPage model={model} step={step} />;
    case "prove-passkey":
      return <ProvePage model={model} step={step} />;
    case "waiting":
      return <WaitingPage model={model} step={step} />;
    case "refused":
      return <RefusedPage model={model} step={step} />;
    case "expired":
      return <ExpiredPage model={model} />;
    default:
      return unreachable(step);
  }
}
