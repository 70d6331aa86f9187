import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { phasesOf } from '../../server/rooms/messages.ts';
import { CLOSE, JOIN_ERRORS, MESSAGES, type MessageType } from '../../shared/protocol/messages.ts';

const text = readFileSync(new URL('../../docs/PROTOCOL.md', import.meta.url), 'utf8');
const rows = text
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

describe('docs/PROTOCOL.md', () => {
  it.each(Object.keys(MESSAGES) as MessageType[])(
    'says who may send %s, when, and with which fields',
    (type) => {
      const row = rows.find(([first, , , last]) => first === `\`${type}\`` && last !== undefined);
      const [schema, senders] = MESSAGES[type];
      expect(row?.[2]).toBe(senders.join(', '));
      expect(row?.[3]).toBe(phasesOf(type).join(', '));
      const shapes = 'options' in schema ? schema.options : [schema];
      const fields = shapes.flatMap(({ shape }) => Object.keys(shape));
      for (const field of fields) expect(row?.[1]).toMatch(new RegExp(`\\b${field}\\b`));
    },
  );

  it.each(Object.entries({ ...CLOSE, ...JOIN_ERRORS }))('explains %s', (name, code) => {
    expect(rows.some(([first]) => first === `${code} \`${name}\``)).toBe(true);
  });
});
