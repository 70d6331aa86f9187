import type { Role } from '../../shared/roles.ts';

/** A small sign for each role; shape and colour differ. */
export function RoleIcon({ role }: { role: Role }) {
  const shapes = {
    process: (
      <>
        <path
          d="M6 19 20 7l14 12v15H6z"
          fill="#1A2A5C"
          stroke="#2FD6A3"
          stroke-width="2.5"
          stroke-linejoin="round"
        />
        <circle cx="15" cy="21" r="2" fill="#E8EEFF" />
        <circle cx="25" cy="21" r="2" fill="#E8EEFF" />
        <path d="M13 28h14" stroke="#2FD6A3" stroke-width="2.5" stroke-linecap="round" />
      </>
    ),
    scheduler: (
      <>
        <circle cx="20" cy="20" r="14" fill="none" stroke="#F0E442" stroke-width="2.5" />
        <path
          d="M20 11v9l6 4"
          stroke="#F0E442"
          stroke-width="2.5"
          fill="none"
          stroke-linecap="round"
          stroke-linejoin="round"
        />
        <path d="M20 2v4M20 34v4M2 20h4M34 20h4" stroke="#F0E442" stroke-width="2.5" stroke-linecap="round" />
      </>
    ),
    malware: (
      <>
        <path
          d="M20 6l4 6h8l-3 7 3 8-8 1-4 7-4-7-8-1 3-8-3-7h8z"
          fill="#3a1622"
          stroke="#FF8478"
          stroke-width="2.5"
          stroke-linejoin="round"
        />
        <circle cx="16" cy="20" r="2" fill="#FF8478" />
        <circle cx="24" cy="20" r="2" fill="#FF8478" />
      </>
    ),
  } as const;
  return (
    <svg viewBox="0 0 40 40" aria-hidden="true">
      {shapes[role]}
    </svg>
  );
}
