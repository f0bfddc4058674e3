/**
 * `recall-lab tips`: which MailTips a draft would show, without a scenario file: a tenant, a sender
 * and recipients are enough.
 */
import { normaliseAddress } from '../model/address.ts';
import { defaultAssumptions } from '../model/assumptions.ts';
import { formatFault } from '../model/fault.ts';
import { createModel } from '../model/model.ts';
import { nearest } from '../model/nearest.ts';
import { directoryOf } from '../model/org/build.ts';
import { emptyTenant, type Tenant } from '../model/org/tenant.ts';
import { latestProfile } from '../model/profile.ts';
import { tipsJson, tipsText } from '../reports/draft-text.ts';
import { endings } from '../reports/report.ts';
import { defaultStart } from '../scenarios/parse-scenario.ts';
import { readTenant } from '../scenarios/read-tenant.ts';
import type { Client, Scenario } from '../scenarios/scenario.ts';
import { isAddress } from '../scenarios/schema/directory.ts';
import { parseSize } from '../scenarios/time.ts';
import { replay } from '../sim/replay.ts';
import { deliver, isBuilt, lookOf } from './deliver.ts';
import { overrides } from './load.ts';
import { type CommonOptions, EXIT, type Exit } from './options.ts';
import { loadTables } from './tables.ts';
import { complain, type Terminal } from './terminal.ts';

export type TipsOptions = CommonOptions & {
  readonly tenant?: string;
  readonly from: string;
  readonly to?: string;
  readonly cc?: string;
  readonly bcc?: string;
  readonly size: string;
  readonly client?: Client;
};

export async function tipsCommand(
  _inputs: readonly string[],
  options: TipsOptions,
  terminal: Terminal,
): Promise<Exit> {
  const { format } = options;
  if (!isBuilt(format, 'tips')) return EXIT.TROUBLE;
  const tenant = readGiven(options, terminal);
  const moved = overrides(options);
  for (const fault of moved.faults) complain(formatFault(fault));
  const scenario = tenant === null ? null : scenarioOf(tenant, options);
  if (scenario === null || moved.faults.length > 0) return EXIT.TROUBLE;
  const model = createModel(loadTables(), options.stepper);
  const { outcome } = replay(model, moved.apply(scenario));
  const [draft] = outcome.drafts;
  if (draft === undefined) return EXIT.TROUBLE;
  const text = format === 'json' ? tipsJson(draft) : tipsText(draft, lookOf(options, terminal));
  deliver(text, `tips.${endings[format]}`, options, terminal);
  return EXIT.HOLDS;
}

/** The tenant that is named; without one, the domain of the sender, whose people nobody knows. */
function readGiven({ tenant: path, from }: TipsOptions, terminal: Terminal): Tenant | null {
  if (path === undefined) {
    const [, DomainName = ''] = from.split('@');
    return {
      ...emptyTenant,
      nouns: { AcceptedDomain: [{ DomainName, DomainType: 'InternalRelay' }] },
    };
  }
  const parsed = readTenant(path);
  const findings = parsed.ok ? parsed.warnings : parsed.faults;
  for (const finding of findings) {
    if (parsed.ok) terminal.remark(`warning: ${formatFault(finding)}`);
    else complain(formatFault(finding));
  }
  return parsed.ok ? parsed.value : null;
}

/** A scenario in which the draft is written, and nothing else happens; null after complaining. */
function scenarioOf(tenant: Tenant, options: TipsOptions): Scenario | null {
  const directory = directoryOf(tenant);
  const people = (tenant.nouns.Mailbox ?? []).flatMap(({ PrimarySmtpAddress: one }) =>
    typeof one === 'string' ? [one] : [],
  );
  const wrong: string[] = [];
  const address = (flag: string, name: string): string => {
    const found = directory(name);
    if (isAddress(found)) return found;
    const near = nearest(name, people);
    wrong.push(
      `--${flag}: "${name}" is no address, and nobody of the tenant is called so` +
        (near ? `\n    nearest   ${near}` : ''),
    );
    return found;
  };
  const list = (flag: 'to' | 'cc' | 'bcc'): string[] =>
    (options[flag] ?? '')
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean)
      .map((one) => address(flag, one));
  const [to, cc, bcc] = [list('to'), list('cc'), list('bcc')];
  const from = address('from', normaliseAddress(options.from));
  const size = parseSize(options.size);
  if (size === null) wrong.push(`--size: "${options.size}" is no size, such as 10240 or 5 MB`);
  if (to.length + cc.length + bcc.length === 0)
    wrong.push('--to: the draft has no recipient\n    expected  at least one address');
  for (const one of wrong) complain(`recall-lab tips: ${one}`);
  if (wrong.length > 0 || size === null) return null;
  const draft = { kind: 'compose', id: 'draft', from, to, cc, bcc, size } as const;
  return {
    name: 'a draft',
    profile: latestProfile,
    start: defaultStart,
    assume: defaultAssumptions,
    deliveryMs: 10_000,
    untilMs: null,
    tenant,
    tenants: {},
    services: [],
    people: [],
    faults: [],
    timeline: [{ at: 0, action: { ...draft, client: options.client ?? null } }],
    expect: [],
    rules: [],
  };
}
