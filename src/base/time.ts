/** A point in time: milliseconds since 1970-01-01T00:00:00Z. Passed in, never read inside. */
export type Instant = number & { readonly __brand: "Instant" };

/** Where the present comes from. Only the composition root makes one from the machine's clock. */
export type Clock = () => Instant;

export function instant(milliseconds: number): Instant {
  return milliseconds as Instant;
}

export function plusSeconds(at: Instant, seconds: number): Instant {
  return (at + seconds * 1000) as Instant;
}

export function secondsBetween(from: Instant, to: Instant): number {
  return (to - from) / 1000;
}

/** ISO 8601 in UTC, as it stands in every answer and every record. */
export function toIso(at: Instant): string {
  return new Date(at).toISOString();
}
