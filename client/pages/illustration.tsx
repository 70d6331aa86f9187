const houses = [
  ['#56B4E9', 40],
  ['#FFB13D', 120],
  ['#2FD6A3', 200],
  ['#D98CC0', 280],
  ['#FF7E5F', 360],
] as const;

/** The machine in one picture: programs above the wall, the kernel below, a call on its way down. */
export function Illustration() {
  return (
    <svg
      viewBox="0 0 440 300"
      role="img"
      aria-label="Programs live above a wall; a call goes through a gate down to the kernel"
    >
      <defs>
        <linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stop-color="#141F4A" />
          <stop offset="1" stop-color="#24386F" />
        </linearGradient>
      </defs>
      <rect width="440" height="170" fill="url(#sky)" />
      <rect y="170" width="440" height="130" fill="#0A1730" />
      {houses.map(([hue, x], index) => (
        <g key={x} class="bob" style={{ animationDelay: `${index * -0.7}s` }}>
          <path
            d={`M${x} 96l26-22 26 22v44H${x}z`}
            fill="#101938"
            stroke={hue}
            stroke-width="3"
            stroke-linejoin="round"
          />
          <circle cx={x + 18} cy="106" r="3" fill="#E8EEFF" />
          <circle cx={x + 34} cy="106" r="3" fill="#E8EEFF" />
          {[0, 1, 2].map((window) => (
            <rect
              key={window}
              x={x + 10 + window * 12}
              y="120"
              width="8"
              height="8"
              rx="2"
              fill={hue}
              opacity={window <= index % 3 ? 1 : 0.3}
            />
          ))}
        </g>
      ))}
      <rect y="164" width="440" height="8" fill="#3CE0FF" />
      <rect y="160" width="440" height="16" fill="#3CE0FF" opacity="0.25" />
      <rect
        x="196"
        y="150"
        width="60"
        height="34"
        rx="10"
        fill="#0B1020"
        stroke="#B8FBFF"
        stroke-width="2.5"
      />
      <g class="capsule">
        <rect
          x="178"
          y="140"
          width="96"
          height="26"
          rx="13"
          fill="#0B1020"
          stroke="#E8EEFF"
          stroke-width="2"
        />
        <text x="226" y="158" text-anchor="middle" fill="#E8EEFF" font-size="13" font-family="monospace">
          open()
        </text>
      </g>
      <rect x="30" y="214" width="180" height="34" rx="17" fill="none" stroke="#2A3970" stroke-width="2.5" />
      {['#FFB13D', '#FF7E5F', '#56B4E9'].map((hue, index) => (
        <circle key={hue} cx={52 + index * 36} cy="231" r="11" fill="none" stroke={hue} stroke-width="3" />
      ))}
      {[0, 1, 2].map((core) => (
        <rect
          key={core}
          x={250 + core * 62}
          y="212"
          width="48"
          height="40"
          rx="8"
          fill="#101938"
          stroke={core === 1 ? '#2FD6A3' : '#FFC27A'}
          stroke-width="3"
        />
      ))}
      {Array.from({ length: 22 }, (_, frame) => (
        <rect
          key={frame}
          x={30 + frame * 17.4}
          y="268"
          width="12"
          height="12"
          rx="3"
          fill={['#2A7F96', '#56B4E9', '#FFB13D', '#151F3F'][frame % 4] ?? '#151F3F'}
        />
      ))}
    </svg>
  );
}
