/**
 * The lines that an offer puts into the program, in its order. Most offers are one line. Some only make sense together, one to a
 * row of the offer: a child that has been forked before its next line is queued finds nothing to do and ends.
 */
export const linesOf = (offer: string): string[] => offer.split('\n');
