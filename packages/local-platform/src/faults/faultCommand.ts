import path from 'node:path';
import { Command } from 'commander';
import { callPlatform } from '../platform/callPlatform';
import { parseCount, parseDuration } from '../platform/parseFlags';

const root = '/local-platform/faults';

interface Flags {
  dataDir: string;
  resource?: string;
  verb?: string[];
  times?: number;
  for?: number;
  retryAfter?: number;
}

async function call(
  { dataDir }: Flags,
  method: string,
  apiPath: string,
  body?: object,
): Promise<string> {
  const kubeconfig = path.resolve(dataDir, 'kubeconfig');
  const answer = await callPlatform(kubeconfig, method, apiPath, body);
  if (answer.status > 299) {
    const { message } = JSON.parse(answer.body);
    throw new Error(String(message));
  }
  return answer.body;
}

function selection({ resource, verb, times, for: milliseconds }: Flags) {
  return {
    resource,
    verbs: verb,
    times,
    seconds: milliseconds && milliseconds / 1_000,
  };
}

/** The platform says whether it is a fault. */
async function add(flags: Flags, fault: object): Promise<void> {
  const made = JSON.parse(await call(flags, 'POST', root, fault));
  process.stdout.write(
    made.id
      ? `${made.id} ${made.fault}${
          made.until ? ` until ${made.until}` : ''
        }; take it away with: kratix-local-platform fault clear ${made.id}\n`
      : 'Done.\n',
  );
}

async function list(flags: Flags): Promise<void> {
  const { items } = JSON.parse(await call(flags, 'GET', root));
  for (const { id, fault, struck, ...rest } of items) {
    process.stdout.write(
      `${id}  ${fault}  ${JSON.stringify(rest)}  struck ${struck} times\n`,
    );
  }
  if (items.length === 0) {
    process.stdout.write('No faults.\n');
  }
}

/** The commands by which a running platform is hurt on purpose. */
export function faultCommand(): Command {
  const command = new Command('fault').description(
    'Hurt a running platform on purpose, and heal it.',
  );
  const sub = (usage: string, description: string) =>
    command
      .command(usage)
      .description(description)
      .option('--data-dir <dir>', "the platform's", '.local-platform');
  const timed = (one: Command) =>
    one.option(
      '--for <duration>',
      'how long; until cleared when left out',
      parseDuration,
    );
  const selective = (one: Command) =>
    timed(one)
      .option('--resource <plural>', 'only requests for these objects')
      .option(
        '--verb <verb>',
        'only these verbs (get, list, watch, create, …); may be repeated',
        (value: string, values: string[] = []) => [...values, value],
      )
      .option('--times <count>', 'how often', parseCount);

  selective(sub('answer <status>', 'Answer with 410, 429, 500 or 503.'))
    .option('--retry-after <seconds>', 'sent along', parseCount)
    .action((status: string, flags: Flags) =>
      add(flags, {
        fault: 'answer',
        status: Number(status),
        retryAfterSeconds: flags.retryAfter,
        ...selection(flags),
      }),
    );
  selective(sub('delay <duration>', 'Answer late.')).action(
    (duration: string, flags: Flags) =>
      add(flags, {
        fault: 'delay',
        milliseconds: parseDuration(duration),
        ...selection(flags),
      }),
  );
  sub('cut-watches', 'Cut the connections of all watches, once.')
    .option('--resource <plural>', 'only watches of these objects')
    .action((flags: Flags) =>
      add(flags, { fault: 'cut-watches', resource: flags.resource }),
    );
  for (const [name, description] of [
    ['refuse-pushes', 'Refuse pushes to a repository.'],
    ['lose-repository', 'Let a repository, and so its Destinations, be lost.'],
  ]) {
    timed(sub(`${name} <repository>`, description)).action(
      (repository: string, flags: Flags) =>
        add(flags, {
          fault: name,
          repository,
          seconds: selection(flags).seconds,
        }),
    );
  }
  sub('list', 'List the faults in force.').action(list);
  sub('clear [id]', 'Take one fault away, or all.').action(
    async (id: string | undefined, flags: Flags) => {
      await call(flags, 'DELETE', id ? `${root}/${id}` : root);
    },
  );
  return command;
}
