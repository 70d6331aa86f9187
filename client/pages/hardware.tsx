import { t } from '../i18n/t.ts';

const HUES = [
  '#2A7F96',
  '#56B4E9',
  '#FFB13D',
  '#2FD6A3',
  '#F0E442',
  '#D98CC0',
  '#FF7E5F',
  '#22305f',
] as const;
const FRAMES = 44;

/** The bottom of the page, as of the machine: cores, frames of memory, a disk. */
export function Hardware() {
  return (
    <footer class="hardware" aria-hidden="true">
      <span class="level">{t('hardware')}</span>
      <span class="chips">
        {[0, 1, 2, 3].map((core) => (
          <i key={core} class="corechip" style={{ animationDelay: `${core * -0.8}s` }} />
        ))}
      </span>
      <span class="frames">
        {Array.from({ length: FRAMES }, (_, frame) => (
          <i
            key={`frame${frame}`}
            style={{
              background: HUES[(frame * 5 + Math.floor(frame / 7)) % HUES.length],
              animationDelay: `${((frame * 13) % 40) * -0.2}s`,
            }}
          />
        ))}
      </span>
      <span class="diskette" />
    </footer>
  );
}
