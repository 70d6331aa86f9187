import type { JSX } from 'preact';
import type { Program } from '../../shared/roles.ts';
import { programHue } from '../theme/palette.ts';

/** Thin lines in a roof, in the ground's colour. */
const etched = (d: string): JSX.Element => (
  <path d={d} fill="none" stroke="#0B1020" stroke-opacity="0.65" stroke-width="2.6" />
);
const tile = (d: string): JSX.Element => <path d={d} fill="currentColor" />;
const wire = (d: string, width = 3): JSX.Element => (
  <path d={d} fill="none" stroke="currentColor" stroke-width={width} stroke-linecap="round" />
);

/** The roof of each program as `client/world/houses.ts` builds it, in the same units: its edge lies at y 30. */
const ROOFS: Readonly<Record<Program, JSX.Element>> = {
  ls: (
    <>
      {tile('M33 6 62 30H4z')}
      {etched('M27 17h12M21 22h24M15 27h36')}
    </>
  ),
  cat: tile('M8 30 10 8 25 20h16L56 8l2 22z'),
  cp: (
    <>
      {tile('M34 30 48 9l14 21z')}
      {tile('M4 30 20 11l16 19z')}
    </>
  ),
  edit: (
    <>
      {tile('M8 30 24 12h18l16 18z')}
      <path d="M24 12 33 1l9 11z" fill="#F3DFC1" />
      {etched('M27 13 20 30M39 13l7 17')}
    </>
  ),
  browser: (
    <>
      {tile('M11 30a22 22 0 0 1 44 0z')}
      {etched('M25 30a8 22 0 0 1 16 0M13 20h40')}
    </>
  ),
  httpd: (
    <>
      {tile('M7 15h52v6H7zM7 23h52v6H7z')}
      {wire('M46 15V6M38 8q-3-4 0-7M54 8q3-4 0-7')}
    </>
  ),
  cc: tile('M7 30V15l13 10V15l13 10V15l13 10V3h9v27z'),
  player: (
    <>
      {wire('M7 34a26 26 0 0 1 52 0', 5)}
      {tile('M1 28h11v20H1zM54 28h11v20H54z')}
    </>
  ),
  sh: (
    <>
      <rect
        x="13"
        y="4"
        width="40"
        height="21"
        rx="3"
        fill="#060A18"
        stroke="currentColor"
        stroke-width="3"
      />
      {wire('M21 9.5l5 5-5 5M31 19h9')}
      {tile('M7 30l4-5h44l4 5z')}
    </>
  ),
};

/** A program as the building that it is in the world: known by the shape of its roof, and by its colour. */
export function ProgramIcon({ program }: { program: Program }) {
  return (
    <svg class="programicon" viewBox="0 0 66 66" style={{ color: programHue[program] }} aria-hidden="true">
      {ROOFS[program]}
      <rect
        x="10"
        y="30"
        width="46"
        height="33"
        rx="3"
        fill="#1A2A5C"
        stroke="currentColor"
        stroke-width="3"
      />
      <circle cx="24" cy="43" r="3.6" fill="#E8EEFF" />
      <circle cx="42" cy="43" r="3.6" fill="#E8EEFF" />
      <path d="M24 53h18" stroke="#E8EEFF" stroke-width="3" stroke-linecap="round" />
    </svg>
  );
}
