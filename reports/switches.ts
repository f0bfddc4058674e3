/**
 * The switch matrix: for each position of each switch, profile and setting the library scenarios in
 * which moving it, and nothing else, changes what can be observed. Made by `tools/generate.ts`,
 * committed as `switch-matrix.json`.
 */

/** [what] [position] names of library scenarios; at most a few. */
type Positions = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

export type SwitchMatrix = {
  readonly assumptions: Positions;
  /** By `Noun.Property`. */
  readonly settings: Positions;
  /** Each profile against the one before it. */
  readonly profiles: Readonly<Record<string, readonly string[]>>;
};

/** Positions that nothing in a replay can show, each with the reason. */
const notToBeShown: Readonly<Record<string, string>> = {
  'HostedOutboundSpamFilterPolicy.AutoForwardingMode at Off':
    'Automatic, the default, is documented to act as Off (MB-033)',
  'RemoteDomain.AllowedOOFType at ExternalLegacy':
    'External, the default, differs from it in replies that nobody marked as external; here all are',
  'AcceptedDomain.Default at true': 'studies read it: their people live in the default domain',
};

/** Positions that no scenario shows, and excuses for what one does show. */
export function switchGaps({ assumptions, settings, profiles }: SwitchMatrix): string[] {
  const all = { ...assumptions, ...settings, profile: profiles };
  return Object.entries(all).flatMap(([what, row]) =>
    Object.entries(row).flatMap(([position, scenarios]) => {
      const name = `${what} at ${position}`;
      const isExcused = name in notToBeShown;
      if (scenarios.length > 0) return isExcused ? [`${name} is shown by ${scenarios[0]}`] : [];
      return isExcused ? [] : [`no scenario shows ${name}`];
    }),
  );
}

/** The matrix as a part of docs/RULES.md. */
export function switchesMarkdown({ assumptions, settings, profiles }: SwitchMatrix): string {
  const rows = (positions: Positions): string[] =>
    Object.entries(positions).flatMap(([what, row]) =>
      Object.entries(row).map(
        ([position, scenarios]) =>
          `| ${what} | ${position} | ${scenarios.join(', ') || (notToBeShown[`${what} at ${position}`] ?? '')} |`,
      ),
    );
  return [
    '## What every switch, profile and setting moves',
    '',
    'Scenarios of the library in which something that can be observed differs when this alone is',
    'moved: a switch from its default, a setting from unset, a profile from the one before it.',
    '',
    '| switch or setting | moved to | shown by |',
    '|---|---|---|',
    ...rows(assumptions),
    ...rows({ profile: profiles }),
    ...rows(settings),
    '',
  ].join('\n');
}
