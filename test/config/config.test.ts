import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../server/config.ts';

describe('the configuration', () => {
  it('has defaults for everything', () => {
    expect(readConfig({})).toEqual({
      port: 2567,
      host: '0.0.0.0',
      publicUrl: undefined,
      hostPassword: undefined,
      dataDir: 'data',
      databaseUrl: undefined,
      retentionDays: 30,
      ticksPerSecond: 5,
      maxRooms: 200,
      maxSeats: 40,
    });
  });

  it('takes an empty variable as unset', () => {
    expect(readConfig({ PORT: '', HOST_PASSWORD: '' })).toMatchObject({
      port: 2567,
      hostPassword: undefined,
    });
  });

  it('reads what is set', () => {
    const set = {
      PORT: '8080',
      HOST: '127.0.0.1',
      PUBLIC_URL: 'https://os.school.example/',
      MAX_SEATS: '12',
    };
    expect(readConfig(set)).toMatchObject({
      port: 8080,
      host: '127.0.0.1',
      publicUrl: 'https://os.school.example',
      maxSeats: 12,
    });
  });

  it.each([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80x'],
    ['PORT', '1e3'],
    ['HOST', 'my computer'],
    ['PUBLIC_URL', 'school'],
    ['PUBLIC_URL', 'javascript:alert(1)'],
    ['HOST_PASSWORD', 'short'],
    ['DATABASE_URL', 'mysql://school:hunter22@127.0.0.1/userland'],
    ['DATABASE_URL', 'userland.db'],
    ['RETENTION_DAYS', '0'],
    ['RETENTION_DAYS', 'forever'],
    ['TICKS_PER_SECOND', '0'],
    ['MAX_ROOMS', 'many'],
    ['MAX_SEATS', '1000'],
  ])('%s=%s stops with one line that names the variable and what is allowed', (name, value) => {
    let error: unknown;
    try {
      readConfig({ [name]: value });
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(ConfigError);
    const { message } = error as ConfigError;
    expect(message).toMatch(new RegExp(`^${name} is .+, but must be .+\\.$`));
    expect(message.split('\n')).toHaveLength(1);
    if (name === 'HOST_PASSWORD' || name === 'DATABASE_URL') expect(message).not.toContain(value);
    else expect(message).toContain(value);
  });
});
