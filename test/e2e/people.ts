import { type Browser, expect, type Page } from '@playwright/test';

/** A person at a browser of their own; whatever their console calls an error is kept. */
export interface Person {
  page: Page;
  errors: string[];
}

/** `lively`: whose machine moves as it does where nobody asked for less motion. */
export async function openPage(browser: Browser, url: string, lively = false): Promise<Person> {
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    reducedMotion: lively ? 'no-preference' : 'reduce',
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(`${error.name}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.goto(url);
  return { page, errors };
}

/** The map of the campaign with every level open, as somebody sees it who asked for that. */
export async function openCampaign(page: Page, base: string): Promise<void> {
  await page.goto(`${base}/solo`);
  await page.getByTestId('open-all').click();
  await expect(page.getByTestId('open-all')).toHaveCount(0);
}

/** Joins a class as a student does: the link with the code, a nickname, one click. */
export async function joinClass(
  browser: Browser,
  base: string,
  code: string,
  nickname: string,
  lively = false,
): Promise<Person> {
  const person = await openPage(browser, `${base}/join/${code}`, lively);
  await person.page.getByTestId('join-name').fill(nickname);
  await person.page.getByTestId('join-go').click();
  await expect(person.page.getByTestId('play')).toBeVisible();
  return person;
}

export async function hostRoom(
  browser: Browser,
  base: string,
  scenario: string,
): Promise<{ teacher: Person; code: string }> {
  const teacher = await openPage(browser, `${base}/host`);
  await teacher.page.getByTestId('host-name').fill('Year 10');
  await teacher.page.getByTestId(`scenario-${scenario}`).click();
  await teacher.page.getByTestId('host-go').click();
  const shown = await teacher.page.getByTestId('room-code').textContent();
  return { teacher, code: (shown ?? '').trim() };
}

export function seatOf({ page }: Person): Promise<string | null> {
  return page.getByTestId('play').getAttribute('data-seat');
}

export async function expectRole({ page }: Person, role: string): Promise<void> {
  await expect(page.getByTestId('play')).toHaveAttribute('data-role', role);
}

export async function expectPhase({ page }: Person, phase: string): Promise<void> {
  await expect(page.getByTestId('phase')).toHaveAttribute('data-phase', phase, { timeout: 90_000 });
}
