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
    memory: (
      <>
        <rect x="7" y="7" width="26" height="26" rx="3" fill="none" stroke="#56B4E9" stroke-width="2.5" />
        <path d="M7 15.6h26M7 24.3h26M15.6 7v26M24.3 7v26" stroke="#56B4E9" stroke-width="1.6" />
        <path d="M16.6 16.6h6.8v6.8h-6.8z" fill="#56B4E9" />
      </>
    ),
    io: (
      <>
        <path
          d="M9 27v-8a11 11 0 0 1 22 0v8l3 3.5H6z"
          fill="none"
          stroke="#FFC27A"
          stroke-width="2.5"
          stroke-linejoin="round"
        />
        <path d="M16 34.5h8M20 4v3.5" stroke="#FFC27A" stroke-width="2.5" stroke-linecap="round" />
      </>
    ),
    auditor: (
      <>
        <circle cx="17" cy="17" r="10.5" fill="none" stroke="#3CE0FF" stroke-width="2.5" />
        <path d="M25 25l10 10" stroke="#3CE0FF" stroke-width="3.5" stroke-linecap="round" />
        <path d="M11.5 14h11M11.5 18h7" stroke="#3CE0FF" stroke-width="2" stroke-linecap="round" />
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
