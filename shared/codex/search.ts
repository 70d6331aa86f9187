import type { CodexPage } from './schema.ts';

const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Pages in which every word that was typed occurs; those with it in the title come first. */
export function searchPages(pages: readonly CodexPage[], typed: string): CodexPage[] {
  const words = plain(typed)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return [...pages];
  const rank = (page: CodexPage): number => {
    const title = plain(page.title);
    const all = plain(
      [
        page.id,
        page.title,
        page.caption,
        ...page.text,
        ...page.wrong.flatMap(({ said, so }) => [said, so]),
        page.command,
        page.codes.join(' '),
      ].join(' '),
    );
    if (words.every((word) => title.includes(word))) return 2;
    return words.every((word) => all.includes(word)) ? 1 : 0;
  };
  return pages
    .map((page) => ({ page, found: rank(page) }))
    .filter(({ found }) => found > 0)
    .sort((a, b) => b.found - a.found)
    .map(({ page }) => page);
}
