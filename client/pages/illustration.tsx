import type { JSX } from 'preact';
import { Sign, type SignName } from '../hud/sign.tsx';
import { t } from '../i18n/t.ts';

const WALL = 250;

interface House {
  x: number;
  hue: string;
  name: string;
  sign: SignName;
  word: string;
  roof: JSX.Element;
  pages: number;
  mood: 'glad' | 'calm' | 'sleep';
}

/** A roof for each program, as the world has them. */
const HOUSES: readonly House[] = [
  {
    x: 30,
    hue: '#56B4E9',
    name: 'ls',
    sign: 'play',
    word: 'RUN',
    pages: 2,
    mood: 'glad',
    roof: <path d="M-6 0 38-30 82 0z" />,
  },
  {
    x: 140,
    hue: '#FFB13D',
    name: 'browser',
    sign: 'clock',
    word: 'READY',
    pages: 6,
    mood: 'calm',
    roof: <path d="M0 0a38 34 0 0 1 76 0zM38-34V0M16-26q-6 12-4 26M60-26q6 12 4 26" />,
  },
  {
    x: 250,
    hue: '#2FD6A3',
    name: 'edit',
    sign: 'pause',
    word: 'KEYS',
    pages: 3,
    mood: 'sleep',
    roof: <path d="M2 0 38-40 74 0zM30-31h16" />,
  },
  {
    x: 360,
    hue: '#F0E442',
    name: 'cc',
    sign: 'play',
    word: 'RUN',
    pages: 5,
    mood: 'glad',
    roof: <path d="M0 0v-22l24 14v-14l24 14v-34h14V0z" />,
  },
  {
    x: 470,
    hue: '#D98CC0',
    name: 'httpd',
    sign: 'down',
    word: 'KERNEL',
    pages: 4,
    mood: 'calm',
    roof: <path d="M0 0v-12h76V0M0-12v-12h76v12M62-24v-16" />,
  },
];

function Face({ mood }: { mood: House['mood'] }) {
  if (mood === 'sleep') {
    return <path d="M22 24h9M45 24h9M34 33h8" stroke="#E8EEFF" stroke-width="2.5" stroke-linecap="round" />;
  }
  return (
    <>
      <g class="blink">
        <circle cx="26" cy="23" r="3.6" fill="#E8EEFF" />
        <circle cx="50" cy="23" r="3.6" fill="#E8EEFF" />
      </g>
      <path
        d={mood === 'glad' ? 'M31 31q7 6 14 0' : 'M32 33h12'}
        stroke="#E8EEFF"
        stroke-width="2.5"
        fill="none"
        stroke-linecap="round"
      />
    </>
  );
}

function Building({ house, index }: { house: House; index: number }) {
  const { hue } = house;
  return (
    <g transform={`translate(${house.x} ${WALL - 136})`}>
      <g class="bob" style={{ animationDelay: `${index * -0.9}s` }}>
        <rect x="-2" y="-70" width="80" height="20" rx="10" fill="#0B1020" stroke={hue} stroke-width="1.5" />
        <g transform="translate(6 -66)" style={{ color: hue }} font-size="11">
          <Sign name={house.sign} />
        </g>
        <text x="45" y="-56" text-anchor="middle" fill={hue} font-size="11" font-weight="700">
          {house.word}
        </text>
        <g fill="#16235a" stroke={hue} stroke-width="3" stroke-linejoin="round" stroke-linecap="round">
          {house.roof}
        </g>
        <path d="M76 6l12-8v74l-12 8z" fill={hue} opacity="0.28" />
        <rect x="0" y="0" width="76" height="80" rx="6" fill="#16235a" stroke={hue} stroke-width="3" />
        <rect x="12" y="10" width="52" height="30" rx="5" fill="#0B1020" />
        <Face mood={house.mood} />
        {[0, 1, 2, 3, 4, 5, 6, 7].map((page) => (
          <rect
            key={page}
            x={13 + (page % 4) * 13}
            y={48 + Math.floor(page / 4) * 13}
            width="10"
            height="10"
            rx="2"
            fill={hue}
            opacity={page < house.pages ? 0.95 : 0.18}
          />
        ))}
      </g>
      <text x="38" y="100" text-anchor="middle" fill="#E8EEFF" font-size="14" font-weight="700">
        {house.name}
      </text>
    </g>
  );
}

/** A call on its way down through a gate, and its answer on the way back. */
function Call(props: { x: number; call: string; answer: string; late: string }) {
  const half = props.call.length * 4.2 + 12;
  return (
    <g
      transform={`translate(${props.x} ${WALL})`}
      font-family="var(--code)"
      font-size="13"
      text-anchor="middle"
    >
      <g class="call down" style={{ animationDelay: props.late }}>
        <rect
          x={-half}
          y="-13"
          width={half * 2}
          height="26"
          rx="13"
          fill="#0B1020"
          stroke="#E8EEFF"
          stroke-width="2"
        />
        <text y="5" fill="#E8EEFF">
          {props.call}
        </text>
      </g>
      <g class="call up" style={{ animationDelay: props.late }}>
        <rect
          x="-34"
          y="-13"
          width="68"
          height="26"
          rx="13"
          fill="#0B1020"
          stroke="#2FD6A3"
          stroke-width="2"
        />
        <text y="5" fill="#2FD6A3">
          {props.answer}
        </text>
      </g>
    </g>
  );
}

/** Somebody tries the wall itself: sparks, and the mechanism's name. */
function Attack() {
  return (
    <g transform={`translate(612 ${WALL})`}>
      <g class="attacker">
        <path
          d="M0-62l8 11h16l-6 14 6 15-16 2-8 13-8-13-16-2 6-15-6-14h16z"
          fill="#3a1622"
          stroke="#FF8478"
          stroke-width="3"
          stroke-linejoin="round"
        />
        <circle cx="-7" cy="-37" r="3" fill="#FF8478" />
        <circle cx="7" cy="-37" r="3" fill="#FF8478" />
      </g>
      <g class="sparks" stroke="#FF8478" stroke-width="3" stroke-linecap="round">
        <path d="M-8-4-22-20M0-6v-20M8-4 22-20M-14-2-34-8M14-2 34-8" />
      </g>
      <g class="refusal">
        <rect
          x="-72"
          y="-112"
          width="144"
          height="24"
          rx="7"
          fill="#3b0f16"
          stroke="#FF8478"
          stroke-width="1.5"
        />
        <text y="-96" text-anchor="middle" fill="#FFC9C2" font-size="12" font-weight="700">
          SIGSEGV · not yours
        </text>
      </g>
    </g>
  );
}

/** The machine's upper half: programs on the wall, calls through its gates, and one who does not get through. */
export function Illustration() {
  return (
    <svg class="scene" viewBox="0 0 690 330" role="img" aria-label={t('pictureLabel')}>
      <rect x="8" y={WALL - 56} width="572" height="28" rx="3" fill="#101a45" />
      <rect x="8" y={WALL - 57} width="572" height="2.5" rx="1" fill="#5b7bd6" />
      {[102, 323, 540].map((x) => (
        <g key={x}>
          <path
            d={`M${x - 38} ${WALL + 12}v-26a14 14 0 0 1 14-14h48a14 14 0 0 1 14 14v26z`}
            fill="#0B1020"
            stroke="#B8FBFF"
            stroke-width="2.5"
          />
          <text x={x} y={WALL - 6} text-anchor="middle" fill="#B8FBFF" font-size="12" font-weight="700">
            syscall
          </text>
        </g>
      ))}
      {HOUSES.map((house, index) => (
        <Building key={house.name} house={house} index={index} />
      ))}
      <Call x={102} call="openat()" answer="= 3" late="0s" />
      <Call x={323} call="read()" answer="= 68" late="-2.1s" />
      <Call x={540} call="mmap()" answer="= 0x7f…" late="-4s" />
      <Attack />
    </svg>
  );
}
