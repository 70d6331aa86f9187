/** Path of a Chromium on this machine, or undefined. */
export function findChromium(): string | undefined;
/** One sentence: how to get one. */
export const howToInstall: string;
export const chromiumArguments: string[];
