import { offerTexts } from './en-offers.ts';

/** What a line does whose words these are, as far as there is something to say. */
export function offerText(words: readonly string[]): string | undefined {
  const word = words.find((each) => each !== 'repeat' && each !== 'if');
  return word !== undefined && Object.hasOwn(offerTexts, word)
    ? offerTexts[word as keyof typeof offerTexts]
    : undefined;
}
