import { resolve } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { Command } from 'commander';
import { runLabel } from './CheckContext';
import { exitCodeOf, formatRow, formatSummary } from './formatReport';
import { runConformance } from './runConformance';

interface Flags {
  kubeconfig?: string;
  context?: string;
  image: string;
  stateStore?: string;
  repository?: string;
  timeout: string;
  only?: string[];
}

function loadConfig({ kubeconfig, context }: Flags): KubeConfig {
  const config = new KubeConfig();
  if (kubeconfig) {
    try {
      config.loadFromFile(resolve(kubeconfig));
    } catch (error) {
      throw new Error(
        `The kubeconfig ${kubeconfig} cannot be read: ${
          error instanceof Error ? error.message : error
        }`,
        { cause: error },
      );
    }
  } else {
    config.loadFromDefault();
  }
  if (context) {
    config.setCurrentContext(context);
  }
  if (!config.getCurrentCluster()) {
    throw new Error(
      `The kubeconfig has no cluster for the context ${
        config.getCurrentContext() || '(none)'
      }; its contexts are: ${config
        .getContexts()
        .map(({ name }) => name)
        .join(', ')}`,
    );
  }
  return config;
}

async function run(flags: Flags): Promise<number> {
  const print = (text: string) => process.stdout.write(`${text}\n`);
  const config = loadConfig(flags);
  const end = new AbortController();
  process.on('SIGINT', () => {
    if (end.signal.aborted) {
      // Asked twice: what is left over carries the run's label.
      process.exit(130);
    }
    print(
      `Ending; what was created is removed. Ctrl-C again leaves it: it has the label ${runLabel}.`,
    );
    end.abort();
  });
  process.on('SIGTERM', () => end.abort());
  print(`${config.getCurrentContext()}  ${config.getCurrentCluster()?.server}`);
  let area = '';
  const report = await runConformance(
    config,
    {
      image: flags.image,
      stateStore: flags.stateStore,
      repository: flags.repository,
      timeoutMs: Number(flags.timeout) * 1000,
      only: flags.only,
    },
    end.signal,
    row => {
      if (row.area !== area) {
        print(`\n${row.area}`);
        area = row.area;
      }
      print(formatRow(row));
    },
  );
  print(`\n${formatSummary(report)}`);
  return end.signal.aborted ? 130 : exitCodeOf(report);
}

const program = new Command('conformance')
  .description(
    'Checks that a cluster behaves as the plugins and kubectl rely on. Removes what it creates.',
  )
  .option('--kubeconfig <file>', 'as kubectl finds it when left out')
  .option('--context <name>', "the kubeconfig's current context when left out")
  .option(
    '--image <image>',
    'of steps and Pods: needs sh, sed, grep and sleep',
    'docker.io/library/busybox:1.36',
  )
  .option(
    '--state-store <kind/name>',
    'to write to; the first that is ready when left out',
  )
  .option(
    '--repository <url or path>',
    "where to read the state store; the store's own address when left out",
  )
  .option('--timeout <seconds>', 'to wait for what must come to be', '180')
  .option(
    '--only <text>',
    'only checks whose name contains it, and what they need; repeatable',
    (value: string, values: string[] = []) => [...values, value],
  );

program.action(async (flags: Flags) => {
  process.exitCode = await run(flags);
});

program.parseAsync().catch(error => {
  process.stderr.write(
    `${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 2;
});
