/** How well bots play: as somebody in their first round, as somebody who has played a few, as somebody who knows the machine. */
export const SKILLS = ['novice', 'middling', 'expert'] as const;
export type Skill = (typeof SKILLS)[number];

/** How bots play where nobody says. */
export const DEFAULT_SKILL: Skill = 'middling';
