/**
 * Tests of the presets: shares are shares, everything is sourced and printable.
 */
import { describe, expect, it } from 'vitest';
import { office, PRESETS } from './presets.ts';
import { clients as knownClients } from './scenario.ts';

const total = (shares: object): number =>
  (Object.values(shares) as number[]).reduce((sum, share) => sum + share, 0);

describe('presets', () => {
  it('are found by their own names', () => {
    for (const [name, preset] of Object.entries(PRESETS)) expect(preset.name).toBe(name);
  });

  it('have shares that add up to 1', () => {
    const { clients, departments, moveRules } = office.numbers;
    for (const shares of [clients, departments, moveRules])
      expect(total(shares)).toBeCloseTo(1, 12);
  });

  it('have shares between 0 and 1 wherever a field is called a share', () => {
    for (const [name, value] of Object.entries(office.numbers)) {
      if (!name.endsWith('Share')) continue;
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(1);
    }
  });

  it('name known clients only and say where each number comes from', () => {
    for (const client of Object.keys(office.numbers.clients))
      expect(knownClients).toContain(client);
    expect(Object.keys(office.sources).sort()).toEqual(Object.keys(office.numbers).sort());
    expect(JSON.parse(JSON.stringify(office))).toEqual(office);
  });
});
