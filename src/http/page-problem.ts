import { renderProblem } from "../pages/problem.tsx";
import { html } from "./answer.ts";
import { type ErrorCode, statusOf } from "./codes.ts";
import type { HttpDeps } from "./deps.ts";

/** A page for an answer that is none. */
export function problemPage(
  { context }: Pick<HttpDeps, "context">,
  code: ErrorCode,
  reference: string | null = null,
): Response {
  return html(renderProblem({ context, code, reference }), statusOf(code));
}
