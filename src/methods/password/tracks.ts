/** Along these fingers run: alphabets, digits, the rows and columns of keyboards. */
const TRACKS: readonly string[] = [
  "01234567890123456789",
  "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
  "abcdefghijklmnopqrstuvwxyz0123456789",
  "qwertyuiopasdfghjklzxcvbnmqwertyuiop",
  "qwertyuiop[]asdfghjkl;'zxcvbnm,./",
  "qwertzuiopasdfghjklyxcvbnm",
  "qwertzuiopüasdfghjklöäyxcvbnm",
  "azertyuiopqsdfghjklmwxcvbn",
  "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
  "qazwsxedcrfvtgbyhnujmikolp",
  "1q2w3e4r5t6y7u8i9o0p",
  "1234qwerasdfzxcv",
  "1a2b3c4d5e6f7g8h9i0j",
  "a1b2c3d4e5f6g7h8i9j0",
  "q1w2e3r4t5y6u7i8o9p0",
  "zaq12wsxcde34rfvbgt56yhnmju78ik",
  "qawsedrftgyhujikolp",
  "!@#$%^&*()",
  '!"§$%&/()=',
  "йцукенгшщзхъфывапролджэячсмитьбю",
  "абвгдежзийклмнопрстуфхцчшщъыьэюя",
];

const SHORTEST = 3;
/** Three runs of three are some millions of guesses; more runs than that are nobody's first try. */
const MOST_RUNS = 3;

const BOTH_WAYS = TRACKS.flatMap((track) => [track, Array.from(track).toReversed().join("")]);

/** Whether a text is nothing but runs along keyboards, alphabets or digits, or one key held down. */
export function isRuns(text: string): boolean {
  const reached = fewestRuns(text);
  return text.length >= SHORTEST && reached <= MOST_RUNS;
}

/** The fewest runs that a text is made of; infinite where it is made of something else, too. */
function fewestRuns(text: string): number {
  const fewest = Array.from({ length: text.length + 1 }, () => Number.POSITIVE_INFINITY);
  fewest[0] = 0;
  for (let from = 0; from < text.length; from += 1) {
    const next = (fewest[from] ?? 0) + 1;
    if (next > MOST_RUNS) continue;
    const end = from + longestRun(text, from);
    for (let to = from + SHORTEST; to <= end; to += 1) {
      fewest[to] = Math.min(fewest[to] ?? next, next);
    }
  }
  return fewest[text.length] ?? 0;
}

function longestRun(text: string, from: number): number {
  const held = /^(.)\1*/su.exec(text.slice(from))?.[0].length ?? 0;
  const along = BOTH_WAYS.map((track) => {
    let length = SHORTEST;
    while (from + length <= text.length && track.includes(text.slice(from, from + length))) {
      length += 1;
    }
    return length - 1;
  });
  return Math.max(held, ...along);
}
