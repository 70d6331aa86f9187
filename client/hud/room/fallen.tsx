import type { OutageView } from '../../../shared/protocol/view.ts';
import { t } from '../../i18n/t.ts';
import { palette, programHue } from '../../theme/palette.ts';

/** Share of a boot after which the kernel stands, and after which the programs come back. */
const KERNEL_AT = 0.35;
const PROGRAMS_AT = 0.9;
const PROGRAMS = ['ls', 'browser', 'edit', 'cc', 'httpd', 'player'] as const;

function House({ x, hue, up }: { x: number; hue: string; up: boolean }) {
  const eyes = up
    ? 'M14 22h.1M30 22h.1M17 30q5 5 10 0'
    : 'M11 19l6 6M17 19l-6 6M27 19l6 6M33 19l-6 6M17 33q5-4 10 0';
  return (
    <g transform={`translate(${x} 34)`}>
      <g class="house">
        <path d="M-3 12 22-6 47 12z" fill="none" stroke={hue} stroke-width="2.5" />
        <rect x="0" y="12" width="44" height="46" rx="3" fill="#0b1228" stroke={hue} stroke-width="2.5" />
        <path d={eyes} stroke={hue} stroke-width={up ? 4 : 2.6} stroke-linecap="round" fill="none" />
      </g>
    </g>
  );
}

function Layer({ y, word, text, hue }: { y: number; word: string; text: string; hue: string }) {
  return (
    <g fill={hue}>
      <text x="0" y={y} font-size="17" font-weight="800">
        {word}
      </text>
      <text x="0" y={y + 21} font-size="15" fill="#d5e4ff">
        {text}
      </text>
    </g>
  );
}

/** The machine in three layers while it is down: what has fallen, what has not, and what has come back. */
export function Fallen({ outage, tick }: { outage: OutageView; tick: number }) {
  const booting = outage.phase === 'boot';
  const share = booting ? (tick - outage.at) / Math.max(1, outage.until - outage.at) : 0;
  const kernelUp = booting && share >= KERNEL_AT;
  const programsUp = booting && share >= PROGRAMS_AT;
  const kernelHue = kernelUp ? palette.kernel : booting ? '#62708f' : palette.refused;
  const parts = [
    t('hardware'),
    t('fallenHardware'),
    t('fallenKernelWord'),
    t(kernelUp ? 'fallenKernelUp' : booting ? 'fallenKernelWaits' : 'fallenKernel'),
    t('fallenProgramsWord'),
    t(programsUp ? 'fallenProgramsUp' : booting ? 'fallenProgramsWait' : 'fallenPrograms'),
  ];
  return (
    <svg class="fallen" viewBox="-4 0 468 430" role="img" aria-label={parts.join('. ')}>
      {PROGRAMS.map((program, index) => (
        <House
          key={program}
          x={4 + index * 76}
          hue={programsUp ? programHue[program] : '#5f6b8e'}
          up={programsUp}
        />
      ))}
      <Layer
        y={124}
        word={parts[4] as string}
        text={parts[5] as string}
        hue={programsUp ? palette.done : '#a7b4d8'}
      />
      <path
        class="gate"
        d={kernelUp ? 'M0 168H460' : 'M0 168h70l14 10 22-6h40M176 180l30-8h34l10 8M286 172l60-4 24 10h90'}
        fill="none"
        stroke={kernelUp ? palette.wall : '#2f6f88'}
        stroke-width="7"
        stroke-linecap="round"
      />
      <g class={booting ? '' : 'struck'}>
        <rect
          x="1"
          y="196"
          width="458"
          height="74"
          rx="10"
          fill="#0a1730"
          stroke={kernelHue}
          stroke-width="3"
        />
        {!kernelUp && (
          <path d="M300 197l-14 22 26 12-20 18 12 20" fill="none" stroke={kernelHue} stroke-width="3.5" />
        )}
        <g transform="translate(16 0)">
          <Layer y={228} word={parts[2] as string} text={parts[3] as string} hue={kernelHue} />
        </g>
      </g>
      <g fill="none" stroke={palette.hardware} stroke-width="2.5">
        {[0, 1].map((chip) => (
          <g key={chip} transform={`translate(${4 + chip * 78} 304)`}>
            <rect x="8" y="8" width="44" height="44" rx="4" fill="#15100a" />
            <path d="M18 0v8M30 0v8M42 0v8M18 52v8M30 52v8M42 52v8M0 18h8M0 30h8M0 42h8M52 18h8M52 30h8M52 42h8" />
          </g>
        ))}
        <path d="M172 312h120v44H172zM202 312v44M232 312v44M262 312v44M172 334h120" />
        <circle cx="350" cy="334" r="27" />
        <circle cx="350" cy="334" r="7" />
        <path d="M350 334l22-12" />
        <path
          d="M398 316h58v36h-58zM406 326h.1M418 326h.1M430 326h.1M442 326h.1M410 342h34"
          stroke-linecap="round"
        />
      </g>
      <Layer y={394} word={parts[0] as string} text={parts[1] as string} hue={palette.hardware} />
    </svg>
  );
}
