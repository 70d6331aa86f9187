import type { Program } from '../../shared/roles.ts';

/**
 * Colours of the machine, as plain data for the world's canvas and for the DOM alike.
 * Grounds and inks come from the sketches in the design; programs' hues are Okabe and Ito's set, lightened to reach
 * AA contrast on the dark ground. Colour is never alone: programs also differ by shape, states by sign and word.
 */
export const palette = {
  ground: '#0B1020',
  panel: '#101938',
  line: '#2A3970',
  sky: '#141F4A',
  userspace: '#1A2A5C',
  userspaceHigh: '#24386F',
  wall: '#3CE0FF',
  wallCore: '#B8FBFF',
  kernel: '#7FE9FF',
  kernelGround: '#0A1730',
  hardware: '#FFC27A',
  hardwareGround: '#0A0E1B',
  refused: '#FF6B5E',
  done: '#2FD6A3',
  ready: '#F0E442',
  text: '#E8EEFF',
  dim: '#8DA0C8',
} as const;

/** One hue per program. */
export const programHue: Readonly<Record<Program, string>> = {
  ls: '#56B4E9',
  cat: '#7CC7F2',
  cp: '#4FD0E0',
  edit: '#2FD6A3',
  browser: '#FFB13D',
  httpd: '#D98CC0',
  cc: '#F0E442',
  player: '#FF7E5F',
  sh: '#8FA8FF',
};

/** Frames of memory that belong to no process: free, the kernel's, the page cache's. */
export const frameHue = { free: '#151F3F', kernel: '#2A7F96', cache: '#3E5FB8' } as const;

/** Families of type; the faces are self-hosted and may arrive late. */
export const fonts = {
  text: '"Inter Variable", Inter, system-ui, sans-serif',
  code: '"JetBrains Mono Variable", "JetBrains Mono", ui-monospace, monospace',
} as const;
