export interface FoundBrowser {
  readonly executable: string;
  /** The variables that it must be started with, over those of the process. */
  readonly environment: Readonly<Record<string, string>>;
}

export declare const PACKAGE: { readonly name: string; readonly version: string };
export declare const WHAT_TO_INSTALL: string;

export declare function findBrowser(
  env?: Readonly<Record<string, string | undefined>>,
  places?: { readonly cache?: string; readonly applications?: readonly string[] },
): FoundBrowser | undefined;
