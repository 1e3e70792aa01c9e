import { Command, Option } from 'commander';
import type { AuthorizationMode } from './apiserver';
import { faultCommand } from './faults/faultCommand';
import { parseDuration, parsePort } from './platform/parseFlags';
import { startLocalPlatform } from './startLocalPlatform';
import { version } from '../package.json';

function append(value: string, values: string[] = []): string[] {
  return [...values, value];
}

interface StartFlags {
  dataDir: string;
  port: number;
  gitPort: number;
  promises?: string[];
  images?: string[];
  setup?: string[];
  retryBackoff: number;
  stepTimeout: number;
  authorization: AuthorizationMode;
}

async function start(flags: StartFlags): Promise<void> {
  const platform = await startLocalPlatform({
    ...flags,
    retryBackoffMs: flags.retryBackoff,
    stepTimeoutMs: flags.stepTimeout,
    logger: {
      info: message => process.stdout.write(`${message}\n`),
      error: message => process.stderr.write(`${message}\n`),
    },
  });
  process.stdout.write(
    `
The local platform runs.
  Kubernetes API  ${platform.url}
                  kubectl --kubeconfig ${platform.kubeconfigPath} get promises
  Git             git clone ${platform.gitUrl}/catalog.git
                  git clone ${platform.gitUrl}/infrastructure.git
Ctrl-C ends it; what it holds is kept.
`,
  );
  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) {
      // Asked twice: what is left over is ended at the next start.
      process.exit(1);
    }
    stopping = true;
    process.stdout.write(`${signal}: stopping …\n`);
    platform.stop().then(
      () => process.exit(0),
      error => fail(error),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

function fail(error: unknown): never {
  process.stderr.write(
    `${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exit(1);
}

/**
 * Runs the command line `kratix-local-platform`. Ends the process with exit code 1 when something fails.
 *
 * @public
 * @param argv - as `process.argv` has it: node, script, then the arguments
 */
export async function runCli(argv: string[]): Promise<void> {
  const program = new Command('kratix-local-platform')
    .description(
      'A local Kubernetes API with Kratix, in one process, with real Git repositories.',
    )
    .version(version)
    .showHelpAfterError();
  program
    .command('start')
    .description('Start the platform and keep it running until Ctrl-C.')
    .option('--data-dir <dir>', 'where everything is kept', '.local-platform')
    .option('--port <port>', 'port of the Kubernetes API', parsePort, 6440)
    .option(
      '--git-port <port>',
      'port of the Git repositories',
      parsePort,
      6441,
    )
    .option(
      '--promises <dir>',
      'install the Promises in this directory; may be repeated',
      append,
    )
    .option(
      '--images <file>',
      'map container images to local commands; may be repeated',
      append,
    )
    .option(
      '--setup <path>',
      'apply the manifests of this file or directory; may be repeated',
      append,
    )
    .addOption(
      new Option(
        '--retry-backoff <duration>',
        'first delay before something that failed is tried again',
      )
        .argParser(parseDuration)
        .default(10_000, '10s'),
    )
    .addOption(
      new Option(
        '--step-timeout <duration>',
        'how long one step of a pipeline may run',
      )
        .argParser(parseDuration)
        .default(600_000, '10m'),
    )
    .addOption(
      new Option(
        '--authorization <mode>',
        'who may do what: every caller everything, or what the roles and bindings say',
      )
        .choices(['always-allow', 'rbac'])
        .default('always-allow'),
    )
    .action(start);
  program.addCommand(faultCommand());
  await program.parseAsync(argv).catch(fail);
}
