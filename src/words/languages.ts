/** The languages that are spoken here. A new one is a catalogue and a line in this table. */
export type Language = "en";

interface LanguageFacts {
  /** What `Intl` formats by. */
  readonly locale: string;
  readonly direction: "ltr" | "rtl";
}

export const LANGUAGES: Readonly<Record<Language, LanguageFacts>> = {
  en: { locale: "en-GB", direction: "ltr" },
};
