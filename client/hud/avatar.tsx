const HUES = ['#56B4E9', '#FFB13D', '#2FD6A3', '#D98CC0', '#FF7E5F', '#F0E442'] as const;
const ROOFS = ['M3 15 16 4l13 11z', 'M5 15 8 4l8 5 8-5 3 11z'] as const;

/** A player's little house, one of twelve: six hues with a plain or a pointed roof. */
export function Avatar({ number }: { number: number }) {
  const hue = HUES[number % HUES.length];
  return (
    <svg class="avatar" viewBox="0 0 32 32" aria-hidden="true">
      <path d={ROOFS[number < HUES.length ? 0 : 1]} fill={hue} />
      <rect x="5" y="14" width="22" height="15" rx="3" fill="#101938" stroke={hue} stroke-width="2" />
      <circle cx="12" cy="20" r="1.8" fill="#E8EEFF" />
      <circle cx="20" cy="20" r="1.8" fill="#E8EEFF" />
      <path d="M13 24.5q3 2 6 0" stroke="#E8EEFF" stroke-width="1.6" fill="none" stroke-linecap="round" />
    </svg>
  );
}
