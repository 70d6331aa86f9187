import { test as base } from '@playwright/test';

/** As Playwright's, but nobody's pages outlive their test: each would go on to draw a whole machine beside the next ones. */
export const test = base.extend<{ leaving: undefined }>({
  leaving: [
    async ({ browser }, use) => {
      const before = new Set(browser.contexts());
      await use(undefined);
      for (const context of browser.contexts()) if (!before.has(context)) await context.close();
    },
    { auto: true },
  ],
});
