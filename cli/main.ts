/**
 * The command line: declares the commands, loads each only when it is called, turns what it returns
 * into the exit status, and reports internal errors as such.
 */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { FaultError, formatFault } from '../model/fault.ts';
import { clients } from '../scenarios/scenario.ts';
import { designWords } from '../scenarios/schema/factor-words.ts';
import { worldNames } from '../sim/explore/world-names.ts';
import type { ExploreOptions } from './explore.ts';
import {
  anonymise,
  type CommonOptions,
  EXIT,
  type Exit,
  wholeNumber,
  withCommonOptions,
} from './options.ts';
import { complain, mindPipes, openTerminal, type Terminal } from './terminal.ts';
import type { TipsOptions } from './tips.ts';
import { VERSION } from './version.ts';

/** Commands of the contract that later versions bring. */
const later: Readonly<Record<string, string>> = {
  plan: 'what would this policy change alter, for whom, how often',
  import: 'read a real tenant',
  report: 'the same results as another format',
};

type Action<O> = (inputs: readonly string[], options: O, terminal: Terminal) => Promise<Exit>;

function main(): Promise<void> {
  mindPipes();
  const program = new Command('recall-lab')
    .description(
      'Can this message be pulled back, for whom, how surely, and which setting would change that?',
    )
    .version(VERSION)
    .showSuggestionAfterError()
    .showHelpAfterError('(recall-lab --help lists the commands)')
    .exitOverride();
  declareRun(program);
  declareSweep(program);
  declareValidate(program);
  declareReplay(program);
  declareExplain(program);
  declareExplore(program);
  declareTips(program);
  declareRules(program);
  for (const [name, answers] of Object.entries(later)) {
    const command = program
      .command(name)
      .description(`${answers} (not built yet)`)
      .argument('[input...]');
    withCommonOptions(command).allowUnknownOption();
    command.action(() => {
      complain(`recall-lab ${name}: part of the interface and not built yet`);
      process.exitCode = EXIT.TROUBLE;
    });
  }
  program.addHelpText('after', '\nExample:\n  recall-lab replay scenarios/library\n');
  return program.parseAsync(process.argv).then(() => {});
}

function declareRun(program: Command): void {
  const command = program
    .command('run')
    .description('how often does recall succeed, with what certainty')
    .argument('<study>', 'a study file')
    .option('--replications <n>', 'run exactly so many', Number)
    .option('--gate', 'end as soon as every line of `require` is answered')
    .option('--no-tornado', 'do not look for what moves the headline')
    .option(
      '--traffic <file>',
      'replay real mail through the study’s company: a CSV of t,from,to,cc, where t is Unix ' +
        'seconds and ids or addresses are separated by ;',
    );
  withCommonOptions(command)
    .addHelpText(
      'after',
      '\nExample:\n  recall-lab run scenarios/library/studies/wrong-list.yaml --seed 7\n',
    )
    .action((study: string, options: CommonOptions) =>
      perform([study], options, async (inputs, given, terminal) => {
        const { runCommand } = await import('./run.ts');
        return runCommand(inputs[0] ?? '', given, terminal);
      }),
    );
}

function declareSweep(program: Command): void {
  const command = program
    .command('sweep')
    .description('which assumption or setting moves the answer')
    .argument('<study>', 'a study file; its `factors`, or every assumption where it names none')
    .addOption(
      new Option('--design <design>', 'how levels are put together').choices([...designWords]),
    )
    .option('--metric <metric>', 'what is ranked (default: the metric of the precision)')
    .option('--replications <n>', 'messages in each cell', Number)
    .option('--points <n>', 'cells of a Latin hypercube, base points of Sobol indices', Number);
  withCommonOptions(command)
    .addHelpText(
      'after',
      '\nExample:\n  recall-lab sweep scenarios/library/studies/what-moves-it.yaml\n',
    )
    .action((study: string, options: CommonOptions) =>
      perform([study], options, async (inputs, given, terminal) => {
        const { sweepCommand } = await import('./sweep.ts');
        return sweepCommand(inputs[0] ?? '', given, terminal);
      }),
    );
}

function declareValidate(program: Command): void {
  const command = program
    .command('validate')
    .description('what has been published, what comes out here, and the verdict')
    .option('--replications <n>', 'messages in each condition', Number)
    .option('--no-movers', 'do not look for what would move a missed row');
  withCommonOptions(command)
    .addHelpText('after', '\nExample:\n  recall-lab validate --replications 500\n')
    .action((options: CommonOptions) =>
      perform([], options, async (_, given, terminal) => {
        const { validateCommand } = await import('./validate.ts');
        return validateCommand(given, terminal);
      }),
    );
}

function declareReplay(program: Command): void {
  const command = program
    .command('replay')
    .description('what exactly happens here, and is that what we expect')
    .argument('<scenario...>', 'scenario files, folders or globs');
  withCommonOptions(command)
    .addHelpText('after', '\nExample:\n  recall-lab replay scenarios/library --format json\n')
    .action((inputs: string[], options: CommonOptions) =>
      perform(inputs, options, async (...given) =>
        (await import('./replay.ts')).replayCommand(...given),
      ),
    );
}

function declareExplain(program: Command): void {
  const command = program
    .command('explain')
    .description('why, rule by rule, and why not otherwise')
    .argument('<scenario>', 'a scenario file')
    .option('--recall <id>', 'only this recall')
    .option('--recipient <address>', 'only this recipient');
  withCommonOptions(command)
    .addHelpText(
      'after',
      '\nExample:\n  recall-lab explain scenarios/library/read-message-switch-off.yaml\n',
    )
    .action((input: string, options: CommonOptions & { recall?: string; recipient?: string }) =>
      perform([input], options, async (...given) =>
        (await import('./explain.ts')).explainCommand(...given),
      ),
    );
}

function declareExplore(program: Command): void {
  const command = program
    .command('explore')
    .description('does it hold for every interleaving of a small world')
    .argument('[scenario...]', 'small scenarios; without any, the machines and bundled worlds')
    .addOption(new Option('--world <name>', 'one bundled world alone').choices([...worldNames]))
    .option('--recipients <n>', 'of the bundled worlds, at most 4', recipientsOf, 4)
    .option('--states <n>', 'the most states of one combination', wholeNumber, 2_000_000)
    .option('--apart', 'tell recipients apart who differ in nothing');
  withCommonOptions(command)
    .addHelpText('after', '\nExample:\n  recall-lab explore --recipients 2\n')
    .action((inputs: string[], options: ExploreOptions) =>
      perform(inputs, options, async (...given) =>
        (await import('./explore.ts')).exploreCommand(...given),
      ),
    );
}

function recipientsOf(text: string): number {
  const count = wholeNumber(text);
  if (count >= 1 && count <= 4) return count;
  throw new InvalidArgumentError('The bundled worlds have 1 to 4 recipients.');
}

function declareTips(program: Command): void {
  const command = program
    .command('tips')
    .description('which MailTips would this draft show')
    .requiredOption('--from <address>', 'who writes')
    .option('--to <addresses>', 'recipients, separated by commas')
    .option('--cc <addresses>', 'the same in Cc')
    .option('--bcc <addresses>', 'the same in Bcc')
    .option('--tenant <path>', 'a tenant file or a folder of exports; else only a domain')
    .option('--size <size>', 'bytes, or text such as 5 MB', '10240')
    .addOption(new Option('--client <client>', 'the program').choices([...clients]));
  withCommonOptions(command)
    .addHelpText(
      'after',
      '\nExample:\n  recall-lab tips --tenant contoso.yaml --from ana@contoso.com --to ben@contoso.com\n',
    )
    .action((options: TipsOptions) =>
      perform([], options, async (...given) => (await import('./tips.ts')).tipsCommand(...given)),
    );
}

function declareRules(program: Command): void {
  const command = program
    .command('rules')
    .description('which documented rules are modelled, asserted, exercised')
    .option('--assumptions', 'the switches of contested and silent points');
  withCommonOptions(command)
    .addHelpText('after', '\nExample:\n  recall-lab rules --assumptions\n')
    .action((options: CommonOptions & { assumptions?: true }) =>
      perform([], options, async (...given) => (await import('./rules.ts')).rulesCommand(...given)),
    );
}

async function perform<O extends CommonOptions>(
  inputs: readonly string[],
  options: O,
  action: Action<O>,
): Promise<void> {
  const terminal = openTerminal({
    quiet: options.quiet === true,
    ...(options.anonymise ? { filter: anonymise } : {}),
  });
  process.exitCode = await action(inputs, options, terminal);
}

main().catch((error: unknown) => {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? EXIT.HOLDS : EXIT.TROUBLE;
    return;
  }
  if (error instanceof FaultError) {
    complain(formatFault(error.fault));
    process.exitCode = EXIT.TROUBLE;
    return;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  complain(`recall-lab: internal error, please report it with the command and its input\n${text}`);
  process.exitCode = EXIT.TROUBLE;
});
