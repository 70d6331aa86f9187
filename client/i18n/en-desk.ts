/** The words of the host's desk, of questions to the class and of what is spotlighted. They stand by themselves so that other pages need not load them. */
export const deskTexts = {
  station_scheduler: 'who runs',
  station_memory: 'which page leaves memory',
  station_disk: 'what the disk does next',
  station_lines: 'which interrupt comes first',
  tickPolicy: 'Your teacher lets {policy} choose {station}, where nobody does it by hand.',
} as const;
