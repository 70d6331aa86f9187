import { expect, test } from 'vitest';
import { talkingPoint } from '../../client/hud/logic/talk.ts';
import type { ResultsView } from '../../shared/protocol/view.ts';

/** A round in which nobody met a wall and cores idled for so many ticks. */
const idled = (idleWhileReady: number) =>
  ({ walls: [], stats: { idleWhileReady } }) as unknown as ResultsView;

test('who asks who could have run has seen a core idle', () => {
  expect(talkingPoint(idled(12), null, null)).toContain('idled for 12 ticks');
  expect(talkingPoint(idled(0), null, null)).toContain('No core idled');
});
