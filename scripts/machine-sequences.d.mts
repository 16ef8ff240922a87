export function playSequences(
  sequences: number,
  seed: number,
  processes?: number,
): Promise<boolean>;

export function sharesOf(sequences: number, processes: number): readonly number[];
