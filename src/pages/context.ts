import type { Language } from "../words/languages.ts";

/** What every page is given beside its own model. */
export interface PageContext {
  readonly language: Language;
  /** The application that people sign in to, by its own name. */
  readonly app: string;
  /** The URL of a file: `assay.css`, `favicon.svg`, `browser/sign-in.js`, … */
  readonly assets: (path: string) => string;
}
