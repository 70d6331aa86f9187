import { randomInt } from 'node:crypto';
import { englishDataset, englishRecommendedTransformers, RegExpMatcher } from 'obscenity';

export const NICKNAME_MAX = 20;

const matcher = new RegExpMatcher({ ...englishDataset.build(), ...englishRecommendedTransformers });

const adjectives =
  'Amber Brave Bright Calm Clever Cosmic Curious Daring Eager Fancy Fleet Gentle Golden Happy Jolly Keen Kind Lively Lucky Merry Mighty Nimble Noble Patient Polite Proud Quick Quiet Rapid Shiny Silver Steady Sunny Swift Tidy Vivid Warm Witty Zesty';
const animals =
  'Badger Beaver Bison Crane Dolphin Eagle Falcon Ferret Finch Fox Gecko Hare Hedgehog Heron Ibex Jaguar Koala Lemur Lynx Marmot Marten Mole Moose Newt Ocelot Otter Owl Panda Penguin Puffin Quail Raven Robin Salmon Seal Stork Swan Tapir Tiger Turtle Walrus Wombat Yak Zebra';
const ADJECTIVES = adjectives.split(' ');
const ANIMALS = animals.split(' ');

export type NameCheck = { ok: true; name: string } | { ok: false; message: string };

/** A nickname as typed, tidied; or one sentence that says what is wrong with it. */
export function checkNickname(typed: string): NameCheck {
  const name = typed.normalize('NFKC').replace(/\s+/gu, ' ').trim();
  const length = [...name].length;
  if (length < 2 || length > NICKNAME_MAX) {
    return { ok: false, message: `A nickname has 2 to ${NICKNAME_MAX} characters: choose another one.` };
  }
  if (!/^[\p{L}\p{M}\p{N} ._'’-]+$/u.test(name) || !/\p{L}/u.test(name) || /\p{M}{3}/u.test(name)) {
    return {
      ok: false,
      message: 'A nickname is made of letters, digits, spaces, dots and dashes: choose another one.',
    };
  }
  if (isRude(name))
    return { ok: false, message: 'That nickname is not for a classroom: choose another one.' };
  return { ok: true, name };
}

/** A room's name as typed, tidied; or one sentence that says what is wrong with it. */
export function checkRoomName(typed: string): NameCheck {
  const name = typed
    .normalize('NFKC')
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim();
  if (name.length < 1 || name.length > 60) {
    return { ok: false, message: 'A room’s name has 1 to 60 characters: choose another one.' };
  }
  if (isRude(name)) return { ok: false, message: 'That name is not for a classroom: choose another one.' };
  return { ok: true, name };
}

/** Whether a reader would find a word in it that is not for a classroom. */
export function isRude(name: string): boolean {
  return matcher.hasMatch(name) || matcher.hasMatch(name.replace(/[^\p{L}\p{N}]/gu, ''));
}

/** Two names that a reader would take for the same one have the same key. */
export function nameKey(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
}

/** A made-up nickname ("Brave Badger") whose key is not among those taken. */
export function generateNickname(taken: ReadonlySet<string> = new Set()): string {
  for (let attempt = 0; attempt < 200; attempt++) {
    const name = `${ADJECTIVES[randomInt(ADJECTIVES.length)]} ${ANIMALS[randomInt(ANIMALS.length)]}`;
    if (!taken.has(nameKey(name))) return name;
  }
  let number = 2;
  while (taken.has(nameKey(`Kind Otter ${number}`))) number++;
  return `Kind Otter ${number}`;
}
